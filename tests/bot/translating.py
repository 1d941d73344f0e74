"""Settings that lead to the Translate sandbox."""

from titan_core.settings import BedrockSettings


def settings_for(url: str, **more: str) -> BedrockSettings:
    keys = {"AWS_ACCESS_KEY_ID": "AKIASANDBOX", "AWS_SECRET_ACCESS_KEY": "sandbox"}
    return BedrockSettings.from_env({**keys, "AWS_ENDPOINT_URL_TRANSLATE": url, **more})
