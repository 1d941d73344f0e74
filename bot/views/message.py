"""What a message to Slack is made of: `text` for where blocks don't show, and `blocks`."""

from typing import Any

Message = dict[str, Any]
