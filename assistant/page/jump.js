// A finding beside the letter leads to its place in the letter.
element.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : event.target.parentElement;
  const head = target.closest('.df-card > summary');
  if (!head) return;
  const paper = document.querySelector('#paper');
  const anchor = paper && paper.querySelector(`#finding-${Number(head.parentElement.dataset.n) - 1}`);
  paper?.querySelectorAll('.finding.now').forEach((e) => e.classList.remove('now'));
  element.querySelectorAll('.df-card.now').forEach((e) => e.classList.remove('now'));
  head.parentElement.classList.add('now');
  if (!anchor || head.querySelector('em').textContent === '全文') return;
  for (let e = anchor.nextElementSibling; e; e = e.nextElementSibling) {
    if (e.classList.contains('finding')) { e.classList.add('now'); break; }
  }
  anchor.scrollIntoView({ block: 'center', behavior: 'smooth' });
});
