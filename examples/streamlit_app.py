"""The classic page in two columns: words on the left, the picture on the right.

In a checkout: pip install -e '.[examples]', then streamlit run examples/streamlit_app.py
"""

import streamlit as st

from titan_core import BedrockSettings, ImageClient, Result, TextToImage, TitanCoreError, environment
from titan_core.prompting import lint


@st.cache_resource(on_release=ImageClient.close)
def shared_client() -> ImageClient:
    """One for all visitors: it keeps connections, and remembers which models the account can't use."""
    return ImageClient.from_settings(BedrockSettings.from_env(environment()))


def ask() -> tuple[str, str] | None:
    """Prompt and negative prompt, when Generate is pressed."""
    with st.form("words"):
        prompt = st.text_area("Prompt", placeholder="a red fox in the snow, watercolour")
        negative_prompt = st.text_input("Negative prompt", placeholder="dogs, people", help="Name it, without “no”.")
        pressed = st.form_submit_button("Generate", type="primary")
    for advice in lint(prompt, negative_prompt):
        st.info(advice.sentence)
    return (prompt, negative_prompt) if pressed else None


def draw(prompt: str, negative_prompt: str) -> None:
    """Kept for the session, since Streamlit runs the whole page anew at each press."""
    st.session_state.pop("result", None)
    with st.spinner("Drawing…"):
        st.session_state.result = shared_client().generate(TextToImage(prompt=prompt, negative_prompt=negative_prompt))


def show(result: Result) -> None:
    for picture in result.pictures:
        st.image(picture.data, caption=f"Seed {picture.seed}", width="stretch")
        name = f"titan-{picture.seed}{picture.suffix}"
        st.download_button("Download", picture.data, file_name=name, mime=picture.media_type, on_click="ignore")
    st.caption(f"Drawn by {result.model.title}. List price: {result.price_usd} USD.")


st.set_page_config("Pictures from Amazon Bedrock", layout="wide")
st.title("Pictures from Amazon Bedrock")
left, right = st.columns(2)
with left:
    words = ask()
with right:
    try:
        if words:
            draw(*words)
    except TitanCoreError as error:
        st.error(str(error))
    if "result" in st.session_state:
        show(st.session_state.result)
