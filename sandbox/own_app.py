"""What somebody needs to know who runs a Slack app of their own against the sandbox."""

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox

_OVER_HTTP = """\
A Slack workspace without Slack, for the app that you run at {app_url}. It needn't be up yet.
"""
_OVER_SOCKET = """\
A Slack workspace without Slack, for the app that you run: it connects by Socket Mode. It needn't be up yet.
"""
_SETTINGS = """\

  Open     {page}   (the channels in your browser)
  Slack    {slack}
  Bedrock  {bedrock}   (sketches instead of a model's pictures)

Give your app these settings, then start it:

  export SLACK_BOT_TOKEN={bot_token}
  {secret}
  export SLACK_API_URL={api_url}

and, if it draws on Amazon Bedrock:

  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME={bedrock} AWS_REGION=us-west-2
  export AWS_ACCESS_KEY_ID=AKIASANDBOX AWS_SECRET_ACCESS_KEY=sandbox

No Slack library reads SLACK_API_URL by itself; hand it over where the app is made:

  Python       App(client=WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]))
  JavaScript   new App({{ {javascript}, clientOptions: {{ slackApiUrl: process.env.SLACK_API_URL }} }})
  Java         config.setMethodsEndpointUrlPrefix(System.getenv("SLACK_API_URL"));   // config: SlackConfig

The first three hold from run to run, as long as the port does (--port {port}); Bedrock's address does so with
--bedrock-port. docs/sandbox.md has each line in full, and says what this workspace doesn't do. Ctrl-C ends it.
"""


def how_to_connect(slack: SlackSandbox, bedrock: BedrockSandbox, page_url: str) -> str:
    """The addresses, and an app's settings ready to paste."""
    over_http = bool(slack.app_url)
    by_http = f"export SLACK_SIGNING_SECRET={slack.signing_secret}"
    by_socket = f"export SLACK_APP_TOKEN={slack.app_token}"
    javascript = "token, signingSecret" if over_http else "token, appToken, socketMode: true"
    head = _OVER_HTTP.format(app_url=slack.app_url) if over_http else _OVER_SOCKET
    return head + _SETTINGS.format(
        page=page_url,
        slack=slack.url,
        bedrock=bedrock.url,
        bot_token=slack.bot_token,
        secret=by_http if over_http else by_socket,
        api_url=slack.api_url,
        javascript=javascript,
        port=slack.url.rpartition(":")[2],
    )
