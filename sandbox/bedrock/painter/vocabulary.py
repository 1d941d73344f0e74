"""The words that the painter knows, most of them English, each with the key of what it draws or how."""

from collections.abc import Mapping
from types import MappingProxyType


def _table(**words_of_key: str) -> Mapping[str, str]:
    """Word or words -> key, from `key="word, other word"`."""
    return MappingProxyType(
        {word.strip(): key for key, words in words_of_key.items() for word in words.split(",")},
    )


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word.strip() for line in lines for word in line.split(","))


SUBJECTS = _table(
    cat="cat, kitten, kitty, 고양이",
    dog="dog, puppy, hound, corgi, 강아지, 개",
    fox="fox, 여우",
    wolf="wolf, coyote",
    rabbit="rabbit, bunny, hare, 토끼",
    bear="bear, panda, 곰",
    bird="bird, sparrow, parrot, robin, crow, raven, 새",
    owl="owl, 부엉이",
    fish="fish, shark, whale, dolphin, 물고기",
    horse="horse, pony, unicorn, 말",
    robot="robot, android, mech, automaton, 로봇",
    cowboy="cowboy, cowgirl, sheriff, gunslinger, 카우보이",
    doctor="doctor, physician, nurse, surgeon, 의사",
    astronaut="astronaut, cosmonaut, spaceman",
    knight="knight, samurai, warrior",
    wizard="wizard, witch, sorcerer, 마법사",
    chef="chef, cook, baker",
    person="person, man, woman, boy, girl, child, people, human, lady, 사람",
    tree="tree, oak, pine, bonsai, 나무",
    flower="flower, rose, tulip, sunflower, daisy, 꽃",
    house="house, cottage, cabin, hut, 집",
    castle="castle, fortress, palace, 성",
    lighthouse="lighthouse, 등대",
    car="car, automobile, truck, taxi, 자동차",
    boat="boat, ship, sailboat, yacht, galleon, 배",
    rocket="rocket, spaceship, spacecraft, 로켓",
    balloon="balloon, hot air balloon, airship, zeppelin, 풍선",
    cup="cup, mug, coffee, tea, 커피",
)

PEOPLE = frozenset({"cowboy", "doctor", "astronaut", "knight", "wizard", "chef", "person"})
ANIMALS = frozenset({"cat", "dog", "fox", "wolf", "rabbit", "bear", "bird", "owl", "fish", "horse"})

BACKDROPS = _table(
    town="western town, wild west, old west, saloon, frontier town",
    skyline="city, cityscape, skyline, skyscraper, street, downtown, building, metropolis, cyberpunk, 도시",
    mountains="mountain, alps, peak, himalaya, cliff, 산",
    forest="forest, woods, woodland, jungle, 숲",
    sea="sea, ocean, beach, coast, harbor, harbour, lake, river, island, underwater, 바다",
    space="space, galaxy, planet, mars, moon surface, nebula, 우주",
    desert="desert, dune, sahara, canyon, 사막",
    room="room, interior, studio, kitchen, hospital, office, library, indoors",
)

# What a subject stands in when the prompt names no place.
HOMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("doctor", "person", "chef", "cup"), "room"),
        **dict.fromkeys(("boat", "fish", "lighthouse"), "sea"),
        **dict.fromkeys(("rocket", "astronaut"), "space"),
        **dict.fromkeys(("fox", "wolf", "bear", "owl", "wizard"), "forest"),
        **dict.fromkeys(("balloon", "castle", "knight"), "mountains"),
        "cowboy": "desert",
        "car": "skyline",
    }
)

MEDIA = _table(
    daguerreotype="daguerreotype, tintype, vintage photo, vintage photograph, old photograph",
    watercolor="watercolor, watercolour, aquarelle, gouache, 수채화",
    oil="oil, painting, painted, impasto, acrylic, impressionist, impressionism, renaissance, 유화",
    pencil="pencil, sketch, charcoal, engraving, etching, line art, drawing, 연필",
    pixel="pixel art, pixel, 8-bit, 16-bit",
    cartoon="3d, 3d cartoon, 3d-model, render, pixar, clay, claymation, low poly",
    comic="comic, comic book, anime, manga, graphic novel, pop art, ukiyo-e, woodcut, poster",
    photo="photograph, photo, photorealistic, photography, cinematic, film, polaroid, 사진",
)

STYLES = _table(
    steampunk="steampunk, clockwork, victorian",
    cyberpunk="cyberpunk, futuristic, sci-fi, vaporwave, synthwave",
    impressionist="impressionist, impressionism, monet, van gogh, pointillism, dadaist",
    rain="rain, rainy, storm, stormy",
    snow="snow, snowy, winter, blizzard, christmas",
)

PALETTES = _table(
    sepia="sepia, daguerreotype, tintype, sepia tone",
    grey="greyscale, grayscale, black and white, monochrome, noir, charcoal, pencil, engraving, etching",
    neon="neon, cyberpunk, synthwave, vaporwave, fluorescent",
    pastel="pastel, soft colors, soft colours, candy",
    autumn="autumn, fall colors, autumnal, steampunk, rustic",
)

LIGHTS = _table(
    golden="golden hour, sunset, sunrise, dawn, dusk, warm light, sunlit",
    dim="dim, dim lighting, dark, candlelight, low light, moody, gloomy, shadow",
    night="night, midnight, moonlight, moonlit, starry, neon, cyberpunk",
    studio="studio lighting, studio light, softbox, high key, white background",
)

HUES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {  # hue 0 to 1, saturation 0 to 1
        **dict.fromkeys(("red", "crimson", "scarlet", "빨간"), (0.99, 0.72)),
        **dict.fromkeys(("orange", "ginger"), (0.07, 0.85)),
        **dict.fromkeys(("yellow", "gold", "golden", "노란"), (0.13, 0.85)),
        **dict.fromkeys(("green", "emerald", "초록"), (0.36, 0.50)),
        **dict.fromkeys(("teal", "turquoise", "cyan"), (0.49, 0.60)),
        **dict.fromkeys(("blue", "azure", "navy", "파란"), (0.59, 0.68)),
        **dict.fromkeys(("purple", "violet", "lavender", "보라"), (0.76, 0.52)),
        **dict.fromkeys(("pink", "magenta", "rose-colored", "분홍"), (0.92, 0.65)),
        **dict.fromkeys(("brown", "tan", "copper", "bronze"), (0.07, 0.45)),
    }
)
NEUTRALS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        **dict.fromkeys(("white", "ivory", "하얀"), (240, 236, 228)),
        **dict.fromkeys(("black", "ebony", "검은"), (48, 46, 54)),
        **dict.fromkeys(("grey", "gray", "silver"), (150, 152, 158)),
    }
)

LONG_SHOT = ("long shot", "wide shot", "far away", "distant", "panorama", "panoramic", "establishing shot", "aerial")
CLOSE_UP = ("close-up", "close up", "closeup", "portrait", "macro", "headshot", "extreme close")
LOW_ANGLE = ("low angle", "low-angle", "worm", "from below")
HIGH_ANGLE = ("high angle", "high-angle", "bird's eye", "from above", "overhead", "aerial", "top down")

LETTERING_WORDS = frozenset({"text", "letters", "lettering", "words", "writing", "sign", "signs", "typography"})
EMPTY_WORDS = _words(
    "a, an, the, of, on, in, at, to, and, or, with, by, for, from, as, is, are, it, its, this, that, into, over, under",
    "very, some, two, three, style, shot, tone, color, colour, scheme, lighting, light, background, foreground, epic",
    "photorealistic, 4k, 8k, hd, image, picture, photo, photograph, painting, drawing, sketch, side, side-by-side",
    "standing, facing, directly, camera",
)
