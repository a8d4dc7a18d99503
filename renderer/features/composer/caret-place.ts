const copied = ['boxSizing', 'width', 'fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'letterSpacing', 'lineHeight', 'paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'direction', 'textAlign', 'tabSize'] as const;
const gap = 4;
/** Of the list that is shown there. */
const listWidth = 300;

/** Just below the letter at `index`, in pixels from the upper left corner of the field: a copy of the field is measured. */
export function caretPlace(field: HTMLTextAreaElement, index: number): { readonly left: number; readonly top: number } {
  const style = getComputedStyle(field);
  const mirror = document.createElement('div');
  for (const name of copied) mirror.style[name] = style[name];
  Object.assign(mirror.style, { position: 'absolute', visibility: 'hidden', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', top: '0', left: '-9999px' });
  mirror.textContent = field.value.slice(0, index);
  const mark = document.createElement('span');
  mark.textContent = field.value.slice(index) || '.';
  mirror.append(mark);
  document.body.append(mirror);
  const { offsetLeft, offsetTop } = mark;
  mirror.remove();
  const lineHeight = Number.parseFloat(style.lineHeight) || 24;
  return { left: Math.max(0, Math.min(offsetLeft, field.clientWidth - listWidth)), top: offsetTop + lineHeight - field.scrollTop + gap };
}
