// Jumps between a finding and its place, and tells the page what a person decided. Runs once; the content is replaced
// under it.
const DECISIONS = ['accept', 'accept_all', 'dismiss', 'restore', 'undo', 'report'];
let list = 0, text = 0, open = null;
const all = (css) => [...element.querySelectorAll(css)];
const pane = (css) => element.querySelector(css);

function choose(n, from) {
  all('.now, .flash').forEach((e) => e.classList.remove('now', 'flash'));
  open = n;
  const marks = all('mark[data-n]').filter((m) => m.dataset.n.split(' ').includes(n));
  const card = pane(`.df-card[data-n="${n}"]`);
  marks.forEach((m) => { m.classList.add('now'); void m.offsetWidth; m.classList.add('flash'); });
  if (from !== 'text' && marks.length) {
    marks[0].scrollIntoView({ block: 'center', behavior: 'smooth' });
  }
  if (card) {
    card.classList.add('now');
    for (let fold = card.parentElement.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (from === 'text') {
      all('.df-card[open]').forEach((c) => { if (c !== card) c.open = false; });
      card.open = true;
      card.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    }
  }
}

element.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : event.target.parentElement;
  const button = target.closest('[data-do]');
  if (button && DECISIONS.includes(button.dataset.do)) {
    event.preventDefault();
    const box = button.parentElement.querySelector('input');
    if (button.dataset.do === 'dismiss' && box && !box.value.trim()) {
      box.classList.add('missing');
      box.focus();
      return;
    }
    list = pane('.df-list').scrollTop;
    text = pane('.df-text').scrollTop;
    trigger(button.dataset.do, { n: Number(button.dataset.n), reason: box ? box.value : '' });
    return;
  }
  const mark = target.closest('mark[data-n]');
  if (mark) {
    const numbers = mark.dataset.n.split(' ');
    choose(numbers[(numbers.indexOf(open) + 1) % numbers.length], 'text');
    return;
  }
  const head = target.closest('.df-card > summary');
  if (head) choose(head.parentElement.dataset.n, 'list');
});

element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('.df-do input')) {
    event.preventDefault();
    event.target.parentElement.querySelector('[data-do="dismiss"]').click();
  }
});

watch('value', () => {
  const [lists, texts] = [pane('.df-list'), pane('.df-text')];
  if (lists) lists.scrollTop = list;
  if (texts) texts.scrollTop = text;
  list = text = 0;
  open = null;
});
