"""Where letters and their versions are kept, and what a person said of findings: SQLAlchemy on SQLite in the home, or
the database that is set."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from assistant.record import LetterRecord, dump, parse
from knowledge_base.errors import InputError, SetupError

_metadata = MetaData()
_versions = Table(
    "letter_versions",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("saved", DateTime(timezone=True), nullable=False),
    Column("title", String(400), nullable=False),
    Column("body", Text, nullable=False),
)
_dismissals = Table(
    "dismissals",
    _metadata,
    Column("document", String(64), primary_key=True),
    Column("check", String(80), primary_key=True),
    Column("quote_hash", String(64), primary_key=True),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("saved", DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True)
class StoredLetter:
    """A line of the list of letters; ``saved`` is UTC."""

    id: str
    title: str
    version: int
    saved: datetime


class Store:
    """Every save of a letter is a new version; nothing is overwritten."""

    def __init__(self, home: Path, url: str = "") -> None:
        try:
            if not url:
                home.mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(url or f"sqlite:///{home / 'letters.db'}")
            _metadata.create_all(self._engine)
        except (SQLAlchemyError, ImportError, OSError) as e:
            raise SetupError(
                f"打不开草稿库（{type(e).__name__}: {e}），请检查 DAFU_DATABASE_URL 或文件夹 {home} 的权限。"
            ) from e

    def save(self, letter: LetterRecord, id: str = "") -> str:
        """Keeps a version and gives the letter's id; without ``id`` it is a new letter."""
        id = id or uuid4().hex
        with self._engine.begin() as db:
            last = db.execute(select(func.max(_versions.c.version)).where(_versions.c.id == id)).scalar() or 0
            title = letter.case.proposal.title or letter.case.proposal.number
            row = {"id": id, "version": last + 1, "saved": datetime.now(UTC), "title": title, "body": dump(letter)}
            db.execute(insert(_versions).values(row))
        return id

    def load(self, id: str) -> LetterRecord:
        """The newest version. Raises InputError when there is none, or it was made by another format."""
        query = select(_versions.c.body).where(_versions.c.id == id).order_by(_versions.c.version.desc()).limit(1)
        with self._engine.connect() as db:
            body = db.execute(query).scalar()
        if body is None:
            raise InputError("这份草稿已不在草稿库中，请重新起草。")
        try:
            return parse(body)
        except ValidationError as e:
            raise InputError("这份草稿由另一版本的程序保存，无法读出，请重新起草。") from e

    def recent(self, limit: int = 20) -> tuple[StoredLetter, ...]:
        newest = (
            select(_versions.c.id, func.max(_versions.c.version).label("version")).group_by(_versions.c.id).subquery()
        )
        query = (
            select(_versions.c.id, _versions.c.title, _versions.c.version, _versions.c.saved)
            .join(newest, (newest.c.id == _versions.c.id) & (newest.c.version == _versions.c.version))
            .order_by(_versions.c.saved.desc())
            .limit(limit)
        )
        with self._engine.connect() as db:
            return tuple(StoredLetter(*row) for row in db.execute(query))

    def dismiss(self, text: str, check: str, quote: str, reason: str) -> None:
        """Keeps why a finding of ``check`` on ``quote`` does not apply in the document ``text``; an empty ``reason``
        takes it back."""
        key = {"document": _digest(text), "check": check, "quote_hash": _digest(quote)}
        with self._engine.begin() as db:
            db.execute(delete(_dismissals).where(*(_dismissals.c[name] == value for name, value in key.items())))
            if reason:
                row = key | {"quote": quote, "reason": reason, "saved": datetime.now(UTC)}
                db.execute(insert(_dismissals).values(row))

    def dismissed(self, text: str) -> dict[tuple[str, str], str]:
        """The reasons by check and quotation of what was held not to apply in the document ``text``."""
        columns = (_dismissals.c.check, _dismissals.c.quote, _dismissals.c.reason)
        query = select(*columns).where(_dismissals.c.document == _digest(text))
        with self._engine.connect() as db:
            return {(check, quote): reason for check, quote, reason in db.execute(query)}


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
