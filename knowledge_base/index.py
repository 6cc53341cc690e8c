"""Brings the index in a home up to date with files: reads what changed, embeds what is new, forgets what is gone."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from knowledge_base import passages, repeals, segmentation, versions
from knowledge_base.catalogue import FORMAT, Catalogue
from knowledge_base.documents import Document, IndexReport, Validity
from knowledge_base.embeddings import Embedder
from knowledge_base.errors import InputError, SetupError, Stopped, of_system
from knowledge_base.lock import writing
from knowledge_base.vectors import VectorStore

_READ_ME = re.compile(r"read[ _-]?me(?:\.|$)", re.IGNORECASE)

BATCH = 32
"""Texts embedded between two commits: what a kill can cost."""

Progress = Callable[[int, int, str], None]


def index(
    home: Path,
    paths: Sequence[Path],
    embedder: Embedder,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    chroma_url: str = "",
) -> IndexReport:
    """Indexes files and folders (all the way down). A document under a given folder that is gone is removed.

    ``progress`` gets (files done, files in all, path). ``stop`` is asked between batches. Raises Stopped (what was done
    is kept), SetupError when another process writes, or when the index is of another model or format and ``rebuild``
    is False; ``rebuild`` reads every given file again, and whatever else was indexed before and still exists, but
    embeds only texts that this model has not yet seen. A rebuild that was cut short is finished by the next run.
    """
    with writing(home):
        catalogue = Catalogue(home, writable=True)
        try:
            run = _Run(catalogue, embedder, stop or (lambda: False))
            run.prepare(rebuild)
            try:
                run.read([*paths, *unread(catalogue)], progress or (lambda *_: None))
                catalogue.set_state("unread", "")
            finally:
                settle(home, catalogue, embedder.name, chroma_url, changed=run.changed)
            return run.report()
        finally:
            catalogue.close()


def remove(home: Path, paths: Sequence[Path], chroma_url: str = "") -> IndexReport:
    """Takes the documents at or under ``paths`` out of the index; the files themselves stay."""
    with writing(home):
        catalogue = Catalogue(home)
        try:
            gone = [p for p in catalogue.hashes() if any(_under(p, stored_path(path)) for path in paths)]
            with catalogue.transaction():
                for path in gone:
                    catalogue.remove(path)
            settle(home, catalogue, catalogue.state("model"), chroma_url, changed=bool(gone))
            return IndexReport(removed=tuple(gone), passages=catalogue.count())
        finally:
            catalogue.close()


def known(home: Path) -> list[Path]:
    """The files that the index holds and that are still there; what ``rebuild`` without paths reads again. Raises
    SetupError when there is no index or it can't be opened."""
    catalogue = Catalogue(home)
    try:
        held = {Path(p) for p in catalogue.hashes()} | set(unread(catalogue))
        return sorted(p for p in held if p.exists())
    finally:
        catalogue.close()


def known_or_set_aside(home: Path) -> tuple[list[Path], str]:
    """``known`` for a rebuild. An index that can't be opened is moved aside so that a new one can be made; the sentence
    says so, and is empty otherwise. Raises SetupError while another process writes."""
    if not (home / "index.sqlite").exists():
        return [], ""
    try:
        return known(home), ""
    except SetupError:
        with writing(home):
            broken = home / f"index.broken-{datetime.now():%Y%m%d-%H%M%S}"
            broken.mkdir()
            for file in home.glob("index.sqlite*"):
                file.replace(broken / file.name)
        return [], f"原索引已损坏，移到 {broken}；其中收录过的资料请指定路径再索引一次。"


def unread(catalogue: Catalogue) -> list[Path]:
    """Files that were in the index before a rebuild, still exist, and may not have been read again."""
    return [path for line in catalogue.state("unread").split("\n") if line and (path := Path(line)).is_file()]


def stored_path(path: Path) -> str:
    """The path by which a document is known: absolute, with forward slashes, links not followed."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100  # Path.resolve follows links


class _Run:
    """One run over some paths, and what it has to report."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder, stop: Callable[[], bool]) -> None:
        self._catalogue, self._embedder, self._stop = catalogue, embedder, stop
        self._added: list[str] = []
        self._unchanged: list[str] = []
        self._removed: list[str] = []
        self._skipped: list[tuple[str, str]] = []
        self._failed: list[tuple[str, str]] = []
        self.changed = False

    def prepare(self, rebuild: bool) -> None:
        if rebuild:
            before = [*self._catalogue.hashes(), *map(str, unread(self._catalogue))]
            self._catalogue.clear(unread="\n".join(dict.fromkeys(before)))
            self.changed = True
        if not self._catalogue.state("format") and self._catalogue.is_empty():
            self._catalogue.set_state("format", FORMAT)
            self._catalogue.set_state("model", self._embedder.name)
        self._catalogue.require(self._embedder.name)

    def read(self, paths: Sequence[Path], progress: Progress) -> None:
        from knowledge_base.readers import SUFFIXES

        files: list[Path] = []
        for path in paths:
            if not path.exists():
                self._failed.append((stored_path(path), "文件或文件夹不存在，请检查路径。"))
                continue
            for file in _walk(path):
                if file != path and _READ_ME.match(file.name):
                    self._skipped.append((stored_path(file), "文件夹的说明（README），不作为资料收录"))
                elif file != path and file.suffix.lower() == ".csv":  # a list of papers would answer with itself
                    why = "数据表（csv），不作资料收录；确要收录请单独指定这个文件，台账请用 dafu figures"
                    self._skipped.append((stored_path(file), why))
                elif file.suffix.lower() in SUFFIXES:
                    files.append(file)
                else:
                    self._skipped.append((stored_path(file), f"不支持的文件类型 {file.suffix or '（无扩展名）'}"))
        files = list({stored_path(f): f for f in files}.values())
        known = self._catalogue.hashes()
        self._forget(known, paths, {stored_path(f) for f in files})
        holder = {content: path for path, content in known.items()}
        for done, file in enumerate(files):
            self._check_stop()
            progress(done, len(files), stored_path(file))
            self._file(file, known, holder)
        progress(len(files), len(files), "")

    def report(self) -> IndexReport:
        return IndexReport(
            added=tuple(self._added),
            unchanged=tuple(self._unchanged),
            removed=tuple(self._removed),
            skipped=tuple(self._skipped),
            failed=tuple(self._failed),
            passages=self._catalogue.count(),
        )

    def _forget(self, known: dict[str, str], paths: Sequence[Path], present: set[str]) -> None:
        folders = [stored_path(p) for p in paths if p.is_dir()]
        for path in [p for p in known if p not in present and any(_under(p, f) for f in folders)]:
            self._drop(path)
            self._removed.append(path)
            del known[path]

    def _drop(self, path: str) -> None:
        with self._catalogue.transaction():
            self._catalogue.remove(path)
        self.changed = True

    def _file(self, file: Path, known: dict[str, str], holder: dict[str, str]) -> None:
        from knowledge_base import readers

        path = stored_path(file)
        try:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            if known.get(path) == content:
                self._unchanged.append(path)
                return
            if (twin := holder.get(content)) and twin != path:
                if Path(twin).exists():
                    self._skipped.append((path, f"与 {twin} 内容完全相同"))
                    return
                self._drop(twin)  # the file was moved here
                self._removed.append(twin)
                known.pop(twin, None)
            if path in known:
                holder.pop(known[path], None)
            document = readers.read(file)
        except InputError as e:
            self._refuse(path, str(e), known)
            return
        except OSError as e:
            self._refuse(path, f"文件读不出来（{of_system(e)}），请检查权限。", known)
            return
        if not document.text.strip():
            self._refuse(path, "文件中没有文字", known)
            return
        self._store(document, path, content)
        holder[content] = path
        self._added.append(path)

    def _refuse(self, path: str, why: str, known: dict[str, str]) -> None:
        """A file that cannot (or must not) be held leaves nothing of its older self behind."""
        if path in known:
            self._drop(path)
        (self._skipped if "涉密" in why else self._failed).append((path, why))

    def _store(self, document: Document, path: str, content: str) -> None:
        document = replace(document, path=path)
        origin = _origin(document)
        rows = []
        texts: dict[str, str] = {}
        for piece in passages.split(document.text):
            body = document.text[piece.start : piece.end]
            above = f"{origin} {piece.heading}".strip()
            text = f"{above}\n{body}"
            key = hashlib.sha256(f"{self._embedder.name}\0{text}".encode()).hexdigest()[:32]
            texts[key] = text
            rows.append((piece, segmentation.indexed(above), segmentation.indexed(body), key))
        self._embed(texts)
        with self._catalogue.transaction():
            self._catalogue.put(document, content, rows)
        self.changed = True

    def _embed(self, texts: dict[str, str]) -> None:
        known = self._catalogue.known(list(texts))
        missing = [k for k in texts if k not in known]
        for i in range(0, len(missing), BATCH):
            self._check_stop()
            keys = missing[i : i + BATCH]
            vectors = self._embedder.documents([texts[k] for k in keys])
            with self._catalogue.transaction():
                self._catalogue.put_vectors(zip(keys, vectors, strict=True))

    def _check_stop(self) -> None:
        if self._stop():
            raise Stopped("已停止更新知识库，已完成的部分保留，下次运行会接着做。")


def settle(home: Path, catalogue: Catalogue, model: str, chroma_url: str, *, changed: bool) -> None:
    """To be called with the write lock held. Works out which versions are superseded, brings Chroma level and tells readers to look again."""
    own = catalogue.own_validity()
    entries = catalogue.entries()
    held = {e.id: e.document.validity for e in entries}
    ended = {i: repeals.ended_by(text, date.today()) for i, text in catalogue.rules_holding(repeals.WORDS)}
    new = versions.validities(entries, own, ended)
    changed_validity: list[tuple[int, Validity]] = [(i, v) for i, v in new.items() if held[i] != v]
    if changed_validity:
        catalogue.set_validity(changed_validity)
    store = VectorStore(home, model, chroma_url, mend=True)
    try:
        lost = store.count() != catalogue.count()  # somebody deleted or emptied the Chroma folder
        level = not (changed or changed_validity or lost) and catalogue.state("settled")
        if not level:
            store.reconcile(catalogue.piece_ids(), catalogue.vectors_of)
    finally:
        store.close()
    if not level:
        catalogue.set_state("generation", str(int(catalogue.state("generation") or 0) + 1))
        catalogue.set_state("settled", "yes")


def _origin(document: Document) -> str:
    """Title with the issuer where the title does not say whose paper it is (关于…情况的报告)."""
    known = not document.issuer or document.issuer in document.title or document.kind in {"law", "regulation"}
    return document.title if known else f"{document.title} {document.issuer}"


def _walk(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir()):
        if not entry.name.startswith((".", "~$")):
            yield from _walk(entry)


def _under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
