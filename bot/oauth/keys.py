"""The keys that tokens are kept with: Fernet's, several at a time so that they can be changed."""

from collections.abc import Sequence

from bot.oauth.faults import LostKeyError


class Keys:
    """The first encrypts, all decrypt. Whoever has one reads all that it encrypted."""

    def __init__(self, keys: Sequence[str]) -> None:
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet  # noqa: PLC0415  # 40 ms, where it is needed

        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._invalid = InvalidToken

    def seal(self, text: str, at: float | None = None) -> str:
        """Encrypted, with the time: now, or `at` in seconds since 1970."""
        data = text.encode()
        sealed = self._fernet.encrypt(data) if at is None else self._fernet.encrypt_at_time(data, int(at))
        return sealed.decode()

    def unseal(self, sealed: str) -> str:
        """Raises LostKeyError where no key fits."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except self._invalid as error:
            raise LostKeyError("no key of SLACK_TOKEN_KEYS decrypts it") from error

    def unseal_fresh(self, sealed: str, *, seconds: int, at: float) -> str | None:
        """None for what is older than so many seconds `at` a time, or isn't ours."""
        try:
            return self._fernet.decrypt_at_time(sealed.encode(errors="replace"), seconds, int(at)).decode()
        except self._invalid:
            return None
