"""Which language to speak to a person: their Slack locale, asked for at most once a day."""

from dataclasses import dataclass

from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.locale import Words, language_of, words_for
from bot.store.people import Locales, Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Languages:
    """Words for people; `default` is the workspace's language."""

    slack: SlackCalls
    locales: Locales
    default: str

    def known(self, person: Person) -> Words | None:
        """Answer at once, without asking Slack; None if the locale isn't known yet."""
        locale = self.locales.known(person)
        return words_for(language_of(locale, self.default)) if locale else None

    def words_of(self, person: Person) -> Words:
        """Ask Slack if need be; the workspace's language if Slack doesn't say."""
        return self.known(person) or words_for(language_of(self._ask(person), self.default))

    def _ask(self, person: Person) -> str | None:
        try:
            answer = self.slack.call(
                person.team_id, "users.info", form=True, user=person.user_id, include_locale="true"
            )
        except SlackError:
            return None
        locale = answer["user"].get("locale")
        if locale:
            self.locales.keep(person, locale)
        return str(locale) if locale else None
