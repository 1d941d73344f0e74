// Emoji by the names that Slack gives them: the common ones. Others stay as they were typed.

const TABLE = `
+1 👍|-1 👎|thumbsup 👍|thumbsdown 👎|100 💯|alarm_clock ⏰|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️
arrows_counterclockwise 🔄|art 🎨|ballot_box_with_check ☑️|bar_chart 📊|bell 🔔|bird 🐦|blue_heart 💙|blush 😊|bomb 💣
book 📖|books 📚|boom 💥|broken_heart 💔|bug 🐛|bulb 💡|cake 🍰|calendar 📅|camera 📷|cat 🐱|chart_with_upwards_trend 📈
checkered_flag 🏁|cherry_blossom 🌸|clap 👏|clipboard 📋|clock1 🕐|closed_lock_with_key 🔐|cloud ☁️|coffee ☕|confused 😕
construction 🚧|cry 😢|crying_cat_face 😿|crystal_ball 🔮|dart 🎯|date 📅|desktop_computer 🖥️|dizzy 💫|dog 🐶|earth_africa 🌍
email 📧|envelope ✉️|exclamation ❗|eyes 👀|file_folder 📁|fire 🔥|floppy_disk 💾|fox_face 🦊|framed_picture 🖼️|frame_with_picture 🖼️
gear ⚙️|gem 💎|ghost 👻|gift 🎁|green_heart 💚|grey_question ❔|grin 😁|grinning 😀|hammer_and_wrench 🛠️|hatching_chick 🐣
heart ❤️|heart_eyes 😍|heavy_check_mark ✔️|heavy_minus_sign ➖|heavy_multiplication_x ✖️|heavy_plus_sign ➕|hourglass ⌛
hourglass_flowing_sand ⏳|hugging_face 🤗|inbox_tray 📥|information_source ℹ️|innocent 😇|iphone 📱|joy 😂|key 🔑|label 🏷️
large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|laughing 😆|leaves 🍃|link 🔗|lock 🔒|loudspeaker 📢|mag 🔍
mag_right 🔎|mailbox 📫|mega 📣|memo 📝|money_with_wings 💸|moneybag 💰|moon 🌔|muscle 💪|musical_note 🎵|neutral_face 😐
no_entry ⛔|no_entry_sign 🚫|ocean 🌊|octagonal_sign 🛑|ok 🆗|ok_hand 👌|package 📦|page_facing_up 📄|paintbrush 🖌️|lower_left_paintbrush 🖌️
paperclip 📎|party_popper 🎉|pencil 📝|pencil2 ✏️|point_down 👇|point_left 👈|point_right 👉|point_up ☝️|pray 🙏|printer 🖨️
purple_heart 💜|pushpin 📌|question ❓|rainbow 🌈|raised_hand ✋|raised_hands 🙌|recycle ♻️|red_circle 🔴|relaxed ☺️|relieved 😌
repeat 🔁|robot_face 🤖|rocket 🚀|rose 🌹|rotating_light 🚨|round_pushpin 📍|runner 🏃|sad 😞|scissors ✂️|scream 😱|seedling 🌱
shrug 🤷|skull 💀|sleeping 😴|slightly_frowning_face 🙁|slightly_smiling_face 🙂|smile 😄|smiley 😃|smirk 😏|snowflake ❄️|sob 😭
speech_balloon 💬|sparkle ❇️|sparkler 🎇|sparkles ✨|star ⭐|star2 🌟|star-struck 🤩|stopwatch ⏱️|sun_with_face 🌞|sunglasses 😎
sunny ☀️|sweat_smile 😅|tada 🎉|telephone ☎️|thinking_face 🤔|thought_balloon 💭|toolbox 🧰|trophy 🏆|twisted_rightwards_arrows 🔀
umbrella ☔|unicorn_face 🦄|unlock 🔓|v ✌️|warning ⚠️|wastebasket 🗑️|wave 👋|white_check_mark ✅|white_circle ⚪|wink 😉
woman-shrugging 🤷‍♀️|wrench 🔧|writing_hand ✍️|x ❌|yellow_heart 💛|yum 😋|zap ⚡|zzz 💤
`;
const SIGNS = new Map(TABLE.trim().split(/[|\n]/).map((entry) => entry.split(" ")));

/** What `:name:` looks like; undefined for a name that isn't here. */
export const emoji = (name) => SIGNS.get(name.split("::")[0]);

/** A text with its shortcodes as emoji. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g, (typed, name) => emoji(name) ?? typed);
