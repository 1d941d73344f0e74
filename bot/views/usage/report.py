"""What is said with a workspace's month as chart and table."""

from bot.locale import Words
from bot.rules.months import Month
from bot.store.usage import MonthSums
from bot.views.text import clip
from bot.views.usage.sums import first_lines, sum_text, unknown_lines
from bot.views.usage.team import person_lines

_ALT_TEXT = 1000  # characters that files.getUploadURLExternal takes


def comment(month: Month, sums: MonthSums, words: Words) -> str:
    """In mrkdwn. The numbers before people are those of the chart."""
    people = [f"{at}. {line}" for at, line in enumerate(person_lines(sums.by_person, words), 1)]
    return "\n".join(
        [
            words("*Usage in {month}*: {sum}", month=month, sum=sum_text(sums.total, words)),
            *unknown_lines(sums.total, words),
            *first_lines(people, words),
            words("The chart shows days, models and people; the table (CSV) has a row for each request."),
        ]
    )


def alt_text(month: Month, sums: MonthSums, words: Words) -> str:
    """Tell a chart's numbers to who can't see it."""
    days = [f"{month}-{int(used.what):02}: {sum_text(used, words)}" for used in sums.by_day if used.pictures]
    models = [f"{used.what}: {sum_text(used, words)}" for used in sums.by_model]
    said = words("Chart of {month}: {sum}", month=month, sum=sum_text(sums.total, words))
    return clip("; ".join([said, *first_lines(models, words), *days]), _ALT_TEXT)


def sent(words: Words) -> str:
    return words("Chart and table are in our direct messages.")


def not_sent(reason: str, words: Words) -> str:
    return words("Slack doesn't take the files now ({reason}). Press again in a minute.", reason=reason)
