// Runs in the page, before its own scripts. Tests call `survey` through `surveyed` of in-page.ts.

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error(`content security policy: ${violatedDirective} refused ${blockedURI}`),
);

/** @returns Sentences on what would keep somebody from using this page as it stands; none for a sound page. */
globalThis.survey = () => [
  ...headings(),
  ...landmarks(),
  ...nameless(),
  ...outsized(),
  ...cutOff(),
  ...hintsCutOff(),
  ...faint(),
];

const all = (selector) => [...document.querySelectorAll(selector)];
const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
const isHidden = (element) => !isShown(element) || element.closest('[aria-hidden="true"], [inert]') !== null;
const inWords = (element) => `<${element.tagName.toLowerCase()}> ${element.outerHTML.slice(0, 140)}`;

function headings() {
  const first = all('h1').filter(isShown).length;
  const levels = all('h1, h2, h3, h4, h5, h6')
    .filter(isShown)
    .map(({ tagName }) => Number(tagName[1]));
  const jumps = levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1);
  return [
    ...(first === 1 ? [] : [`${first} headings of level 1`]),
    ...jumps.map((level) => `a heading of level ${level} below one two levels up`),
  ];
}

function landmarks() {
  const ids = all('[id]').map(({ id }) => id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  return [
    ...(all('main').length === 1 ? [] : ['not exactly one main landmark']),
    ...(document.documentElement.lang ? [] : ['no language']),
    ...(document.title ? [] : ['no title']),
    ...twice.map((id) => `the id ${id} twice`),
    ...all('img:not([alt])').map((image) => `an image without a text: ${inWords(image)}`),
  ];
}

function nameless() {
  const interactive = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]';
  return all(interactive)
    .filter((element) => !isHidden(element) && nameOf(element) === '')
    .map((element) => `without a name: ${inWords(element)}`);
}

/** The part of the accessible name computation that this portal makes use of. */
function nameOf(element) {
  const byId = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
  const texts = [
    ...byId.map((label) => label?.textContent),
    element.getAttribute('aria-label'),
    ...[...(element.labels ?? [])].map((label) => label.textContent),
    element.textContent,
    element.getAttribute('title'),
  ];
  return (texts.find((text) => text?.trim()) ?? '').trim();
}

/** What is wider than the window makes the whole page scroll sideways; what is small is hard to hit with a finger. */
function outsized() {
  const { scrollWidth } = document.documentElement;
  const small = all('button, a[href]').filter((element) => !isHidden(element) && isTooSmall(element));
  return [
    ...(scrollWidth > innerWidth ? [`${scrollWidth - innerWidth} pixels wider than the window: ${widest()}`] : []),
    ...small.map((element) => `a target of less than 24 pixels: ${inWords(element)}`),
  ];
}

/** A button whose words do not fit into it says half of what it does; dots at the end say that there is more. What is for screen readers alone has one pixel. */
function cutOff() {
  const parts = all('button, button *').filter((element) => !isHidden(element) && hasOwnText(element));
  const isCut = ({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1;
  const cut = parts.filter((part) => isCut(part) && getComputedStyle(part).textOverflow !== 'ellipsis');
  return cut.map((element) => `cut off: “${element.textContent.trim().slice(0, 40)}”`);
}

/** A hint in an empty field that does not fit into it ends in the middle of a word. */
function hintsCutOff() {
  const fields = all('input[placeholder], textarea[placeholder]').filter(
    (field) => !isHidden(field) && field.value === '',
  );
  return fields.filter(isHintCut).map(({ placeholder }) => `hint cut off: “${placeholder}”`);
}

function isHintCut(field) {
  const style = getComputedStyle(field);
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  pen.font = getComputedStyle(field, '::placeholder').font || style.font;
  const widest = field.tagName === 'TEXTAREA' ? field.placeholder.split(/\s+/) : [field.placeholder];
  return (
    room > 1 && style.textOverflow !== 'ellipsis' && widest.some((words) => pen.measureText(words).width > room + 1)
  );
}

/** The innermost element of those seen that reaches furthest to the right. */
function widest() {
  const reach = (element) => element.getBoundingClientRect().right;
  const seen = all('body *').filter((element) => element.clientHeight > 0 && !isHidden(element));
  return inWords(seen.reduce((furthest, element) => (reach(element) >= reach(furthest) ? element : furthest)));
}

/** WCAG 2.2, 2.5.8: links in a line of text are excepted. What is there for screen readers alone has one pixel. */
function isTooSmall(element) {
  const { width, height } = element.getBoundingClientRect();
  return getComputedStyle(element).display !== 'inline' && width > 1 && height > 1 && Math.min(width, height) < 24;
}

/** Text at less than the contrast of WCAG 2.2, 1.4.3: 4.5, or 3 where it is large or bold and nearly so. */
function faint() {
  const leaves = all('body *').filter((element) => hasOwnText(element) && !isHidden(element) && !isExcepted(element));
  return leaves.flatMap((element) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const reached = contrast(colour(style.color), groundOf(element));
    return reached < least ? [`contrast ${reached.toFixed(2)} of “${element.textContent.trim().slice(0, 40)}”`] : [];
  });
}

const hasOwnText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
/** Words over a picture of themselves are transparent on purpose; what is disabled may be faint. */
const isExcepted = (element) =>
  colour(getComputedStyle(element).color)[3] === 0 || element.closest(':disabled, [data-disabled], noscript') !== null;

function groundOf(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const layer = colour(getComputedStyle(at).backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  return layers.reduceRight(over, [255, 255, 255, 1]);
}

const over = (below, [r, g, b, a]) => [r, g, b].map((part, i) => part * a + below[i] * (1 - a)).concat(1);

const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
/** Any CSS colour as red, green and blue in [0, 255] and alpha in [0, 1]. */
function colour(css) {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

function contrast(text, ground) {
  const [light, dark] = [luminance(over(ground, text)), luminance(ground)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** What a drag from the desktop carries. */
globalThis.filesToDrop = (files) => {
  const carried = new DataTransfer();
  for (const { name, mimeType, text } of files) carried.items.add(new File([text], name, { type: mimeType }));
  return carried;
};

/** Everything that status lines have said since the page was opened, in order. */
globalThis.saidSoFar = [];
new MutationObserver(() => {
  for (const text of all('[role=status]').map(({ textContent }) => textContent.trim()))
    if (text && !globalThis.saidSoFar.includes(text)) globalThis.saidSoFar.push(text);
}).observe(document, { subtree: true, childList: true, characterData: true });

/** @returns The name of what has the focus, and whether anything on the screen shows that it does. */
globalThis.focused = () => {
  const element = document.activeElement;
  const withFocus = looksOf(element);
  element.blur();
  const without = looksOf(element);
  element.focus({ preventScroll: true });
  return { name: nameOf(element), isVisible: withFocus !== without };
};

function looksOf(element) {
  const looks = [];
  for (let at = element; at && at !== document.body && looks.length < 6; at = at.parentElement) {
    const { outline, borderColor, boxShadow, backgroundColor, transform } = getComputedStyle(at);
    looks.push([outline, borderColor, boxShadow, backgroundColor, transform].join());
  }
  return looks.join('\n');
}

/** @returns How many pixels of a canvas are not white. */
globalThis.inkOn = (canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] + data[at + 1] + data[at + 2] < 700 && data[at + 3] > 0) ink += 1;
  return ink;
};

/** Once the page has been drawn anew and nothing in it moves that comes to an end. */
globalThis.settled = async () => {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const moving = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
  do {
    await Promise.allSettled(moving().map((one) => one.finished));
    await drawn();
  } while (moving().length > 0);
};

/** @returns Whether a click on the middle of an element would meet it. */
globalThis.isMet = (element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
};
