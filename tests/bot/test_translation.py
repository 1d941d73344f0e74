"""Words into English: what is left alone, what goes in pieces, and what Amazon Translate's refusals are."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.amazon import TEXT_BYTES, AmazonTranslate, TranslationError
from bot.translation.shielding import has_words, pieces, shielded, unshielded
from bot.translation.translator import english_of
from sandbox.translate import TranslateSandbox
from tests.bot.translating import settings_for

FOX = "눈 속의 붉은 여우"
TEXTS = st.text(alphabet=st.sampled_from('ab여눈é,.;!。\uff0c \n"<>/=1🦊'), max_size=200)


@dataclass
class Esperanto:
    """Ends every word in "o"; what it was told is kept. loses: it forgets what it must not touch."""

    heard: list[str] = field(default_factory=list)
    loses: bool = False

    def english(self, text: str) -> str:
        self.heard.append(text)
        said = re.sub(r"<[^>]*>|[^\W\d]+", lambda part: part[0] if part[0][0] == "<" else f"{part[0]}o", text)
        return re.sub(r"<[^>]*>", "", said) if self.loses else said


def reason_of(amazon: AmazonTranslate, text: str = FOX) -> str:
    with pytest.raises(TranslationError) as refused:
        amazon.english(text)
    return refused.value.reason


class TestWhatIsLeftAlone:
    @given(text=TEXTS)
    def test_lettering_is_never_touched_wherever_it_stands(self, text: str) -> None:
        for loses in (False, True):
            english = english_of(text, {}, Esperanto(loses=loses))
            assert re.findall(r'"[^"]*"', english) == re.findall(r'"[^"]*"', text)

    @given(text=TEXTS)
    def test_shielding_is_undone_by_unshielding(self, text: str) -> None:
        marked, kept = shielded(text)
        if "translate" not in text:
            assert unshielded(marked, kept) == text

    def test_a_sentence_is_translated_as_one_around_its_lettering(self) -> None:
        service = Esperanto()

        assert (
            english_of('a sign reading "열림" above a "문"', {}, service) == 'ao signo readingo "열림" aboveo ao "문"'
        )
        assert service.heard == [
            'a sign reading <span translate="no">"1"</span> above a <span translate="no">"2"</span>'
        ]

    def test_where_marks_are_lost_what_stands_around_the_lettering_goes_alone(self) -> None:
        service = Esperanto(loses=True)

        assert english_of('a sign reading "열림" above', {}, service) == 'ao signo readingo "열림" aboveo'
        assert service.heard[1:] == ["a sign reading", "above"]

    @pytest.mark.parametrize("text", ["", "  ", "🦊 123", '"열림"', '12 "ab", "cd"!'])
    def test_nothing_is_asked_where_there_are_no_words(self, text: str) -> None:
        service = Esperanto()

        assert not has_words(text)
        assert english_of(text, {}, service) == text
        assert service.heard == []

    def test_what_stands_around_the_words_stays(self) -> None:
        assert english_of(" \n fox, ", {}, Esperanto()) == " \n foxo, "

    def test_what_is_known_is_not_asked_and_whole_words_only_are_known(self, amazon: AmazonTranslate) -> None:
        known = {FOX: "a red fox in the snow", "개": "a dog"}

        assert english_of(f"{FOX}, 등대", known, amazon) == "a red fox in the snow, lighthouse"
        assert english_of("개나리", known, amazon) == "개나리"


class TestLongTexts:
    @given(text=TEXTS, limit=st.integers(min_value=8, max_value=60))
    def test_pieces_fit_and_are_the_text_again(self, text: str, limit: int) -> None:
        cut = pieces(text, limit)

        assert "".join(cut) == text
        assert all(len(piece.encode()) <= limit for piece in cut)

    def test_a_text_is_cut_after_sentences_rather_than_commas_and_after_commas_rather_than_words(self) -> None:
        assert pieces("a b. c d, e f. g h", 10) == ["a b. ", "c d, e f. ", "g h"]
        assert pieces("aa bb, cc dd, ee", 9) == ["aa bb, ", "cc dd, ee"]
        assert pieces("aaa bbb ccc", 8) == ["aaa bbb ", "ccc"]

    def test_ten_thousand_korean_characters_go_in_pieces_that_amazon_takes(
        self, translate: TranslateSandbox, amazon: AmazonTranslate
    ) -> None:
        text = ("붉은 여우, " * 1_500)[:10_000].strip()

        assert english_of(text, {}, amazon).count("fox") == text.count("여우")
        assert len(translate.calls) > 1
        assert max(len(call["text"].encode()) for call in translate.calls) <= TEXT_BYTES


class TestAmazon:
    def test_its_address_is_awss_own_variable_whoever_reads_the_environment(self, amazon: AmazonTranslate) -> None:
        assert amazon.english(FOX) == "snow inside red fox"

    def test_english_comes_back_untouched(self, amazon: AmazonTranslate) -> None:
        assert amazon.english("A red  fox") == "A red  fox"

    def test_a_language_that_is_guessed_is_good_enough(
        self, translate: TranslateSandbox, amazon: AmazonTranslate
    ) -> None:
        translate.fault_next("DetectedLanguageLowConfidenceException")

        assert amazon.english("여우") == "fox"
        assert [call["source"] for call in translate.calls] == ["auto", "ko"]

    @pytest.mark.parametrize("fault", ["DetectedLanguageLowConfidenceException", "UnsupportedLanguagePairException"])
    def test_english_that_is_refused_as_such_stays_as_it_is(
        self, translate: TranslateSandbox, amazon: AmazonTranslate, fault: str
    ) -> None:
        translate.fault_next(fault)

        assert amazon.english("a red fox") == "a red fox"
        assert len(translate.calls) == 1

    @pytest.mark.parametrize("fault", ["TooManyRequestsException", "ServiceUnavailableException"])
    def test_it_is_asked_again_while_it_is_busy(
        self, translate: TranslateSandbox, amazon: AmazonTranslate, fault: str
    ) -> None:
        translate.fault_next(fault)

        assert amazon.english("여우") == "fox"

    @pytest.mark.parametrize(
        ("fault", "reason"),
        [
            ("AccessDeniedException", "no_access"),
            ("ExpiredTokenException", "no_credentials"),
            ("TooManyRequestsException", "busy"),
            ("InternalServerException", "busy"),
            ("UnsupportedLanguagePairException", "language"),
            ("InvalidRequestException", "refused"),
            ("TextSizeLimitExceededException", "refused"),
            ("cut", "unreachable"),
        ],
    )
    def test_every_refusal_is_one_word_that_says_why(
        self, translate: TranslateSandbox, amazon: AmazonTranslate, fault: str, reason: str
    ) -> None:
        translate.fault_next(fault, 20)

        assert reason_of(amazon) == reason

    def test_a_server_that_is_not_there_is_unreachable(self) -> None:
        amazon = AmazonTranslate(settings_for("http://127.0.0.1:1"))

        assert reason_of(amazon) == "unreachable"
        amazon.close()

    def test_a_bedrock_key_is_not_sent_to_translate(self, translate: TranslateSandbox) -> None:
        amazon = AmazonTranslate(settings_for(translate.url, AWS_BEARER_TOKEN_BEDROCK="ABSK1"))

        assert amazon.english("여우") == "fox"  # signed: the sandbox takes nothing else
        amazon.close()
