"""What one page server holds, and what a person can do on the page, free of the page's library."""

import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from assistant import desk as desks
from assistant import intake, record, revising, verdicts
from assistant.asking import chat
from assistant.batch import Sources, export, role_of, write_copies
from assistant.brought.contact import is_record
from assistant.brought.papers import Papers, brought_to
from assistant.case import Case, Letter
from assistant.commands.terminal import Advance
from assistant.draft import Draft
from assistant.drafting.assigning import shared_out
from assistant.drafting.writer import Contribution
from assistant.edits import edit_section
from assistant.export.forms import FORM_WORDS, Form, target_of
from assistant.export.replacing import replacing
from assistant.page.streaming import Done, stream
from assistant.proposal import Proposal
from assistant.returning.comparing import Returned, compare
from assistant.returning.file import ReturnedFile, read_returned
from assistant.returning.redline_word import write_redline
from assistant.settings import Settings
from assistant.store import Store
from assistant.workflow import Desk, Event, check_letter, draft_letter, with_class
from knowledge_base import index as indexing
from knowledge_base import profiles
from knowledge_base.documents import Document, IndexReport
from knowledge_base.embeddings import Embedder, open_embedder
from knowledge_base.errors import DafuError, InputError, NoIndexError
from knowledge_base.profiles import Profile
from knowledge_base.readers import read, read_raw
from knowledge_base.retrieval import KnowledgeBase
from knowledge_base.samples import SAMPLE_CORPUS

SAMPLE_DONE = "sample-indexed"
"""A mark in the home: the sample corpus went in once; a person may since have removed it."""


@dataclass(frozen=True)
class Progress:
    """A letter on its way: visible text by ask number, and what is being done."""

    sections: dict[int, str] = field(default_factory=dict)
    at_hand: str = ""


class Workbench:
    """Opens index, store and model when first needed, so that a set-up error is shown on the page."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = threading.Lock()
        self._waiting: dict[str, revising.Revision] = {}
        """By letter: the rewrite that a person has not yet taken or left."""

    @cached_property
    def profile(self) -> Profile:
        return profiles.load(self.settings.office)

    @cached_property
    def embedder(self) -> Embedder:
        s = self.settings
        return open_embedder(s.embed_base_url, s.embed_api_key.get_secret_value(), s.embed_model)

    @cached_property
    def store(self) -> Store:
        return Store(self.settings.home, self.settings.database_url)

    @cached_property
    def _kb(self) -> KnowledgeBase:
        return KnowledgeBase(self.settings.home, self.embedder, chroma_url=self.settings.chroma_url)

    @property
    def kb(self) -> KnowledgeBase:
        with self._opening:
            return self._kb

    def desk(self, writer: str | None = None) -> Desk:
        return desks.open_desk(self.settings, self.kb, writer)

    def trouble(self) -> str:
        """The first set-up error in one sentence, empty when all is well."""
        try:
            _ = self.profile, self.store
            self.desk()
        except DafuError as e:
            return str(e)
        return ""

    # The letter

    def recognise(self, text: str, files: Sequence[str] | None = None) -> tuple[Proposal, ...]:
        """The 建议 and 提案 in the text, or in the files; one of kind ``none`` where there is none. Raises InputError for a file
        that can't be read and for no text at all."""
        if files and text.strip():
            raise InputError("粘贴的文字和上传的文件只能用一样，请清除其中之一。")
        if not files:
            if not text.strip():
                raise InputError("请先粘贴建议或提案的全文，或上传文件。")
            return intake.read_proposals(text, self.profile)
        found: list[Proposal] = []
        for file in map(Path, files):
            if is_record(file):
                raise InputError(f"“{file.name}”是沟通记录，请从这里移除，放到“沟通记录”一栏。")
            read_here = intake.read_proposals(read_raw(file), self.profile)
            if len(files) > 1 and all(p.kind == "none" for p in read_here):
                raise InputError(f"“{file.name}”里没有识别出建议或提案，请移除它，再点“识别要素”。")
            found += read_here
        return tuple(found)

    def materials(self, files: Sequence[str]) -> tuple[Contribution, ...]:
        if not files:
            return ()
        from assistant.brought.materials import read_materials

        return tuple(read_materials([Path(f) for f in files]))

    def cases(self, cases: Sequence[Case], papers: Papers) -> tuple[Case, ...]:
        """Each case with what was brought for it; several are a 并案. Raises InputError for what can only be for one case."""
        if len(cases) > 1 and papers.for_one:
            raise InputError(f"{papers.for_one} 一次只能办一件，而并案有 {len(cases)} 件；请先不并案，一件一件起草。")
        proposals = [c.proposal for c in cases]
        shares = shared_out(self.materials([str(f) for f in papers.materials]), proposals)
        return tuple(
            replace(
                brought_to(replace(c, contributions=share), papers, self.profile, proposals),
                together=tuple(p for p in proposals if p is not c.proposal),
            )
            for c, share in zip(cases, shares, strict=True)
        )

    def draft(
        self, brought: Case, stop: threading.Event, writer: str | None = None, beside: Sequence[str] = ()
    ) -> Iterator[Progress | str]:
        """Progress while it is written; last, the letter's id in the store. After ``stop`` the id comes within a second.
        ``beside`` are the letters of a 并案 that are written already."""
        written = [self.letter(id_) for id_ in beside]
        desk = self.desk(writer)
        role_of(brought.proposal)
        sections: dict[int, str] = {}
        under_way: set[int] = set()
        at_hand = "正在检索依据"

        def work(tell: Callable[[Event], None]) -> Letter:
            return draft_letter(brought, desk, beside=written, on_event=tell, stop=stop.is_set)

        for event in stream(work):
            match event:
                case None:
                    yield Progress(dict(sections), "正在停止" if stop.is_set() else at_hand)
                case Done(result):
                    yield self.store.save(record.record(result, writer=desk.writer.name, office=desk.profile.name))
                case _:
                    if event.kind == "text":
                        sections[event.ask] = sections.get(event.ask, "") + event.text
                    (under_way.discard if event.kind == "section" else under_way.add)(event.ask)
                    at_hand = _said(event, under_way)
                    yield Progress(dict(sections), at_hand)

    def letter(self, letter_id: str) -> Letter:
        return record.restore(self.store.load(letter_id))

    def edit(self, letter_id: str, ask: int | None, text: str) -> Letter:
        """A person's text for a section (None: opening and closing are code's, so only asks can be edited)."""
        saved = self.store.load(letter_id)
        letter = record.restore(saved)
        shared = next((s.shared_with for s in letter.sections if s.number == ask), ())
        if shared:
            raise InputError(f"这一条与{'、'.join(shared)}并案共用，已锁定；要改请各件一起重新起草。")
        draft: Draft = edit_section(letter.finished, ask, text)
        return self._keep(letter_id, replace(letter, draft=draft), saved)

    def revise(
        self, letter_id: str, ask: int, instruction: str, stop: threading.Event
    ) -> Iterator[str | revising.Revision]:
        """The rewrite as it grows; last, what waits for a person. Raises InputError, SetupError."""
        letter = self.letter(letter_id)
        model = desks.chat_model(self.settings, None)
        if model is None:
            raise InputError(
                "按要求改写要用大模型，而现在没有设置：请设置 DAFU_CHAT_BASE_URL 与 DAFU_CHAT_MODEL，或在“修改”一栏自己改。"
            )
        number = revising.section_named(instruction, len(letter.case.proposal.asks)) or ask

        def work(tell: Callable[[str], None]) -> revising.Revision:
            return revising.revise(
                letter, number, instruction, model, self.profile, self.kb, on_text=tell, stop=stop.is_set
            )

        said = ""
        for event in stream(work):
            match event:
                case Done(revision):
                    self._waiting[letter_id] = revision
                    yield revision
                case str(text):
                    said += text
                    yield said
                case _:
                    yield said

    def take(self, letter_id: str, *, confirmed: bool) -> Letter:
        """The waiting rewrite into the letter. Raises InputError where its changes of facts are not confirmed."""
        saved = self.store.load(letter_id)
        letter = revising.accepted(record.restore(saved), self._revision(letter_id), confirmed=confirmed)
        del self._waiting[letter_id]
        return self._keep(letter_id, letter, saved)

    def leave(self, letter_id: str) -> Letter:
        """The waiting rewrite refused; the record keeps it."""
        saved = self.store.load(letter_id)
        letter = revising.refused(record.restore(saved), self._revision(letter_id))
        del self._waiting[letter_id]
        return self._keep(letter_id, letter, saved)

    def _revision(self, letter_id: str) -> revising.Revision:
        if letter_id not in self._waiting:
            raise InputError("没有等着采用的改写，请先写修改要求。")
        return self._waiting[letter_id]

    def confirm(self, letter_id: str, ask: int, word: str) -> Letter:
        """A person's verdict on an ask, one of ``verdicts.WORDS``. Raises InputError for another."""
        saved = self.store.load(letter_id)
        letter = record.restore(saved)
        said = {**dict(letter.case.verdicts), ask: verdicts.word_of(word)}
        case = replace(letter.case, verdicts=tuple(sorted(said.items())))
        return self._keep(letter_id, replace(letter, case=case), saved)

    def classify(self, letter_id: str, mark: str) -> Letter:
        """The class of the case as a person sets it. Raises InputError for one that the office does not have, and where the
        letter bears none."""
        saved = self.store.load(letter_id)
        return self._keep(letter_id, with_class(record.restore(saved), self.profile, mark), saved)

    def returned(self, letter_id: str, file: str) -> tuple[Returned, ReturnedFile]:
        """What a Word file that came back makes of the letter. Raises InputError."""
        read = read_returned(Path(file))
        return compare(self.letter(letter_id).finished, read.units), read

    def redline(self, letter_id: str, file: str) -> str:
        """The 花脸稿 as a Word file."""
        target = self.settings.home / "exports" / letter_id / "花脸稿.docx"
        write_redline(self.returned(letter_id, file)[0], target)
        return str(target)

    def adopt(self, letter_id: str, file: str) -> Letter:
        """What came back as the letter's next version, checked again."""
        saved = self.store.load(letter_id)
        letter = record.restore(saved)
        draft = compare(letter.finished, read_returned(Path(file)).units).draft
        for s in letter.sections:
            if s.shared_with and draft.section(s.number) != letter.finished.section(s.number):
                raise InputError(
                    f"第{s.number}条与{'、'.join(s.shared_with)}并案共用，已锁定，而改回来的稿子改了它；要改请各件一起重新起草。"
                )
        return self._keep(letter_id, replace(letter, draft=draft), saved)

    def check_again(self, letter_id: str) -> Letter:
        saved = self.store.load(letter_id)
        return self._keep(letter_id, record.restore(saved), saved)

    def export(self, letter_id: str, forms: Sequence[Form] = ()) -> list[str]:
        """Three Word files (with the list of sources, with comments, clean), the list as xlsx, and the letter in each
        of ``forms``."""
        letter = self.letter(letter_id)
        desk = self.desk("offline")
        folder = self.settings.home / "exports" / letter_id
        name = _file_name(letter.case.proposal)
        listed = folder / f"{name}.docx"
        export(letter, desk, listed, "list")
        files = [listed, listed.with_suffix(".evidence.xlsx")]
        others: dict[Sources, str] = {"comments": "批注稿", "none": "净稿"}
        for sources, word in others.items():
            target = folder / f"{name}（{word}）.docx"
            export(letter, desk, target, sources)
            target.with_suffix(".evidence.xlsx").unlink()
            files.append(target)
        files += [path for _, path in write_copies(letter, desk, folder / f"{name}.docx")]
        for form in forms:
            target = target_of(folder / f"{name}（{FORM_WORDS[form]}）.docx", form)
            export(letter, desk, target, "none", form)
            target.with_suffix(".evidence.xlsx").unlink()
            review = target.with_name(f"{target.stem}.公开审查.xlsx")
            files += [target, *([review] if review.exists() else [])]
        return [str(f) for f in files]

    def _keep(self, letter_id: str, letter: Letter, saved: record.LetterRecord) -> Letter:
        letter = check_letter(letter, self.desk("offline"))
        self.store.save(record.record(letter, writer=saved.writer, office=saved.office), letter_id)
        return letter

    # The chat

    def ask(
        self, question: str, history: Sequence[chat.Turn], stop: threading.Event
    ) -> Iterator[tuple[str, chat.Answer | None]]:
        """The answer as it grows; last, the checked answer with its citations."""
        model = desks.chat_model(self.settings, None)
        said = ""
        work = stream(lambda tell: chat.answer(question, self.kb, model, history, on_text=tell, stop=stop.is_set))
        for event in work:
            match event:
                case None:
                    pass
                case Done(answer):
                    yield answer.answer, answer
                case str(text):
                    said += text
                    yield said, None

    # The knowledge base

    def documents(self) -> list[Document]:
        return self.kb.documents()

    def upload(self, files: Sequence[str], progress: Advance) -> IndexReport:
        """Reads each file first, so that a refused one (broken, 涉密) is neither kept nor replaces a good one of its
        name; then copies the rest into the home's library, where the index finds them again, and indexes them."""
        library = self.settings.home / "library"
        library.mkdir(parents=True, exist_ok=True)
        kept: list[Path] = []
        refused: list[tuple[str, str]] = []
        for file in map(Path, files):
            try:
                read(file, file.name)
                target = library / file.name
                if target in kept:
                    raise InputError(f"一次上传了两份“{file.name}”，只收了第一份，请改名后再传另一份。")
                with replacing(target) as part:
                    shutil.copy(file, part)
                kept.append(target)
            except DafuError as e:
                refused.append((file.name, str(e)))
            finally:
                file.unlink(missing_ok=True)
        report = self._index(kept, progress) if kept else IndexReport()
        return replace(report, failed=(*report.failed, *refused))

    def remove(self, paths: Sequence[str]) -> IndexReport:
        chosen = [Path(p) for p in paths]
        report = indexing.remove(self.settings.home, chosen, chroma_url=self.settings.chroma_url)
        library = (self.settings.home / "library").resolve()
        for path in map(Path, report.removed):
            if path.resolve().is_relative_to(library):
                path.unlink(missing_ok=True)
        return report

    def index_sample(self, progress: Advance) -> None:
        """The first start puts the sample corpus in, unless the index has papers of the office's own, among which it would
        only mislead; a killed first start is completed by the next."""
        mark = self.settings.home / SAMPLE_DONE
        if mark.exists():
            return
        if not self._has_own_papers():
            self._index([SAMPLE_CORPUS], progress)
        mark.write_text("", encoding="utf-8")

    def _has_own_papers(self) -> bool:
        try:
            return any(not Path(d.path).is_relative_to(SAMPLE_CORPUS) for d in self.documents())
        except NoIndexError:
            return False

    def _index(self, paths: list[Path], progress: Advance) -> IndexReport:
        return indexing.index(
            self.settings.home, paths, self.embedder, progress=progress, chroma_url=self.settings.chroma_url
        )


def _said(event: Event, under_way: Collection[int]) -> str:
    """What is being done now; sections are written side by side, so one that is ready does not hide the others."""
    match event.kind:
        case "evidence":
            return f"正在为诉求{event.ask}检索依据"
        case "checks":
            return "正在校核"
        case _ if under_way:
            return f"正在起草诉求{'、'.join(map(str, sorted(under_way)))}"
        case _:
            return f"诉求{event.ask}已起草"


def _file_name(proposal: Proposal) -> str:
    name = f"{proposal.kind}{proposal.number}答复" if proposal.number else "答复"
    return "".join(c for c in name if c not in '\\/:*?"<>|')
