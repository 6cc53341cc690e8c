"""The suites beside the checks: intake, retrieval, drafting, judge."""

import json
from pathlib import Path

import pytest
from scripted_model import Request, ScriptedModel

from assistant import record
from assistant.desk import open_desk
from assistant.model.connecting import open_chat_model
from assistant.settings import Settings
from evals import drafting, intake, judge, retrieval
from evals.judge import Question
from evals.labelled import Gold, Labelled
from evals.made import RandomVectors
from knowledge_base.embeddings import open_embedder
from knowledge_base.errors import InputError
from knowledge_base.retrieval import KnowledgeBase
from knowledge_base.samples import SAMPLE_CORPUS


def test_the_sample_proposals_are_read_right():
    run = intake.run(intake.own())
    assert run.outcomes()["errored"] == 0
    assert run.measures["要素"] > 0.9
    assert run.measures["诉求查全"] > 0.9


def test_labels_of_sample_proposals_name_files_that_are_there():
    assert len(intake.own()) >= 20
    assert all(x.path.is_file() for x in intake.own())


def test_a_folder_of_labelled_proposals_is_read(shared: Path):
    run = intake.run(intake.folder(shared / "data" / "proposals")[:4])
    assert run.cases
    assert run.outcomes()["errored"] == 0


def test_queries_pass_when_the_passage_is_found_and_an_idle_one_when_refused(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "停车.txt").write_text("示例市停车管理办法\n第一条　路侧停车位每小时收费2元。\n" * 3, encoding="utf-8")
    queries = [
        Labelled("q1", "a", "路侧停车位每小时收费", (Gold("停车", "每小时收费2元"),)),
        Labelled("q2", "e", "养老金何时发放", ()),
    ]
    run = retrieval.run(queries, corpus, tmp_path / "home", RandomVectors())
    assert next(c.outcome for c in run.cases) == "passed"
    assert run.measures["a R@5"] == 1


def test_gold_spans_of_the_own_queries_stand_in_the_sample_corpus():
    for query in retrieval.labelled(retrieval.OWN):
        for gold in query.gold:
            (file,) = [p for p in SAMPLE_CORPUS.rglob("*.txt") if str(p.with_suffix("")).endswith(gold.file)]
            assert gold.span in file.read_text(encoding="utf-8").replace("\n", ""), query.id


@pytest.fixture(scope="module")
def recordings(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two letters of the offline writer, as ``drafting --record`` keeps them."""
    folder = tmp_path_factory.mktemp("recordings")
    kb = KnowledgeBase(sample_home, open_embedder())
    items = [x for x in intake.own() if x.gold.id in ("intake-0237", "intake-0112")]
    run = drafting.run(items, open_desk(Settings(home=sample_home), kb, "offline"), folder)
    kb.close()
    assert run.outcomes()["errored"] == 0
    return folder


def test_letters_are_scored_again_from_recordings(recordings: Path):
    run = drafting.replay(recordings)
    assert len(run.cases) == 2
    assert run.measures[drafting.WRITTEN] == 0
    assert run.hashes.model


def test_a_number_without_a_source_fails_the_letter(recordings: Path):
    path = sorted(recordings.glob("*.json"))[0]
    draft = record.restore(record.parse(path.read_text(encoding="utf-8"))).finished
    assert drafting.unsourced(draft) == []
    from dataclasses import replace

    from assistant.draft import Block, Run

    loose = replace(draft, blocks=(*draft.blocks, Block("paragraph", (Run("已支持企业9876家。"),))))
    assert drafting.unsourced(loose) == ["9876家"]


def test_a_broken_recording_is_counted(tmp_path: Path):
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert drafting.replay(tmp_path).outcomes()["errored"] == 1


def settings(server: ScriptedModel) -> Settings:
    return Settings(chat_base_url=server.base_url, chat_model="scripted")


QUESTIONS = [
    Question(
        id="q-1", aspect="answered", ask="增加停车位", answer="今年新增停车位300个，其中学校周边120个。", label="yes"
    ),
    Question(id="q-2", aspect="answered", ask="降低收费", answer="我们将高度重视，认真研究，扎实推进。", label="no"),
    Question(id="q-3", aspect="tone", ask="公开时间表", answer="请自行到网站查询，不再另行答复。", label="no"),
]


def verdict(request: Request):
    """Yes for numbers, no for slogans; for the third something that is no verdict."""
    if "300个" in request.user:
        yield '```json\n{"verdict": "yes", "quote": "今年新增停车位300个", "reason": "有数"}\n```'
    elif "扎实推进" in request.user:
        yield json.dumps({"verdict": "no", "quote": "认真研究，扎实推进", "reason": "空话"}, ensure_ascii=False)
    else:
        yield "我觉得不太好。"


@pytest.mark.usefixtures("allowed_model")
def test_the_judge_is_measured_against_labels_and_what_it_mumbles_is_unscored():
    with ScriptedModel(verdict) as server:
        run = judge.run(QUESTIONS, open_chat_model(settings(server)))
    assert [c.outcome for c in run.cases] == ["passed", "passed", "unscored"]
    assert judge.confusion(run.cases) == {("yes", "yes"): 1, ("no", "no"): 1}
    assert run.measures["kappa"] == 1
    assert run.hashes.model == "scripted"
    assert run.hashes.prompts


def test_a_quotation_that_is_not_in_the_letter_is_no_verdict():
    answer = "今年新增停车位300个。"
    assert judge.parse('{"verdict": "yes", "quote": "今年新增停车位300个"}', answer)
    assert judge.parse('{"verdict": "yes", "quote": "今年新增停车位500个"}', answer) is None
    assert judge.parse('{"verdict": "maybe", "quote": "今年新增停车位300个"}', answer) is None
    assert judge.parse("好的", answer) is None


def test_questions_are_made_of_recorded_letters(recordings: Path):
    found = judge.questions(recordings, None)
    assert {q.aspect for q in found} == set(judge.ASPECTS)
    assert all(q.answer for q in found)


def test_a_label_with_an_unknown_key_is_refused(tmp_path: Path):
    (tmp_path / "l.jsonl").write_text(
        '{"id": "a", "aspect": "tone", "ask": "x", "answer": "y", "colour": 1}\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="colour"):
        judge.labelled(tmp_path / "l.jsonl")
