"""Where letters and their versions are kept: SQLAlchemy on SQLite in the home, or the database that is set."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, create_engine, func, insert, select
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


@dataclass(frozen=True)
class StoredLetter:
    """A line of the list of letters; ``saved`` is UTC."""

    id: str
    title: str
    version: int
    saved: datetime


class Store:
    """Every save is a new version; nothing is overwritten."""

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
