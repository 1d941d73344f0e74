"""Which language to speak: what a person or channel chose, else a person's Slack locale, asked for once a day."""

from dataclasses import dataclass

from bot.delivery.slack_calls import SlackCalls, SlackError
from bot.locale import Words, language_of, words_for
from bot.store.people import Locales, Person
from bot.store.preferences import Preferences


@dataclass(frozen=True, kw_only=True, slots=True)
class Languages:
    """Words for people and channels; `default` is the workspace's language."""

    slack: SlackCalls
    locales: Locales
    preferences: Preferences
    default: str

    def words_in(self, team_id: str, channel_id: str) -> Words:
        """The words of what all see in a channel."""
        return words_for(self.preferences.of_channel(team_id, channel_id).language or self.default)

    def words_at(self, person: Person, channel_id: str) -> Words:
        """The words of a message of ours for this person; our direct messages are theirs alone. May ask Slack."""
        return self.words_of(person) if channel_id.startswith("D") else self.words_in(person.team_id, channel_id)

    def known(self, person: Person) -> Words | None:
        """Answer at once, without asking Slack; None if the language isn't known yet."""
        chosen = self.preferences.of_person(person).language
        if chosen:
            return words_for(chosen)
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
