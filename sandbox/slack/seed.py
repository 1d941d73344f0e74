"""The workspace as it is before anybody has said anything."""

from sandbox.slack.entities import Channel, ChannelKind, User

TEAM = ("T0SANDBOX1", "sandbox", "Sandbox")
APP_ID = "A0SANDBOX1"
BOT_ID = "B0SANDBOX1"
BOT = User(id="U0IMAGINE1", name="imagine", real_name="Imagine", is_bot=True)
SLACKBOT = User(id="USLACKBOT", name="slackbot", real_name="Slackbot", is_bot=True)
ADA = User(id="U0ADA00001", name="ada", real_name="Ada")
BEN = User(id="U0BEN00001", name="ben", real_name="Ben")
MINJI = User(id="U0MINJI001", name="minji", real_name="민지", locale="ko-KR", tz="Asia/Seoul")
JUNHO = User(id="U0JUNHO001", name="junho", real_name="준호", locale="ko-KR", tz="Asia/Seoul", is_admin=True)
CHLOE = User(id="U0CHLOE001", name="chloe", real_name="Chloé", locale="fr-FR", tz="Europe/Paris")
OLGA = User(id="U0OLGA0001", name="olga", real_name="Olga", tz="Europe/Berlin", is_admin=True, is_owner=True)
GUS = User(id="U0GUS00001", name="gus", real_name="Gus", is_restricted=True)
PEOPLE = (ADA, BEN, MINJI, JUNHO, CHLOE, OLGA, GUS)


def channels() -> tuple[Channel, ...]:
    """Each case that an app meets: joined, not joined, private, among two or three people, archived. Gus is a guest."""
    staff = frozenset(user.id for user in PEOPLE if not user.is_restricted)
    public, private, direct = ChannelKind.PUBLIC, ChannelKind.PRIVATE, ChannelKind.DIRECT
    both, pair, three = frozenset({BOT.id, GUS.id}), frozenset({ADA.id, BEN.id}), frozenset({ADA.id, BEN.id, MINJI.id})
    return (
        Channel(id="C0GENERAL1", name="general", kind=public, members=staff | both, creator=OLGA.id),
        Channel(id="C0CONCEPT1", name="concept-art", kind=public, members=staff | {BOT.id}, creator=BEN.id),
        Channel(id="C0DESIGN01", name="design", kind=public, members=staff, creator=CHLOE.id),
        Channel(id="C0SECRET01", name="secret-project", kind=private, members=staff, creator=MINJI.id),
        Channel(id="D0ADABEN01", name="ada-ben", kind=direct, members=pair),
        Channel(id="C0MPDM0001", name="mpdm-ada--ben--minji-1", kind=ChannelKind.GROUP, members=three),
        Channel(id="C0ATTIC001", name="attic", kind=public, members=staff, is_archived=True, creator=ADA.id),
    )
