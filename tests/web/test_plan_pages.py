import pytest

from quarterdeck.plans import running
from quarterdeck.plans.models import Initiative, PlanRun

ASKED = {"budget": 650000, "periods": 2, "objective": "loss", "more": 50000}


@pytest.fixture
def leader(client, northmere, seated, db):
    client.force_login(seated(northmere, "leader"))
    return client


def url(of, rest=""):
    return f"/c/{of.address}/plans/{rest}"


def test_a_plan_is_asked_for_worked_out_and_told(leader, northmere, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    assert leader.post(url(northmere, "ask/"), ASKED).status_code == 302
    run = PlanRun.objects.of(northmere).get()
    assert leader.get(url(northmere)).context["working"]
    running.work_out.call(northmere.pk, run.pk)
    answer = leader.get(url(northmere))
    told = answer.context["told"]
    assert sum(quarter["money"] for quarter in told["plan"]["quarters"]) == told["plan"]["money"]
    assert told["plan"]["money"] <= 2 * ASKED["budget"]
    page = answer.content.decode()
    for case in told["initiatives"]:
        assert case["name"] in page or case["name"].replace("'", "&#x27;") in page
    assert len(answer.context["picture"].marks) >= 2
    for name in running.PAPERS:
        paper = leader.get(url(northmere, f"paper/{run.pk}/{name}/"))
        assert paper.status_code == 200
        assert len(b"".join(paper.streaming_content)) > 5_000
    key = told["initiatives"][0]["key"]
    assert leader.get(url(northmere, f"of/{key}/")).context["case"]["key"] == key


def test_a_budget_that_cannot_hold_what_must_be_funded_says_so(leader, northmere):
    leader.post(url(northmere, "ask/"), ASKED | {"budget": 1000, "more": ""})
    run = PlanRun.objects.of(northmere).get()
    running.work_out.call(northmere.pk, run.pk)
    assert "cannot hold what must be funded" in leader.get(url(northmere)).content.decode()


def test_a_wrong_question_says_why(leader, northmere):
    answer = leader.post(url(northmere, "ask/"), ASKED | {"budget": "-1"})
    assert answer.status_code == 422
    assert not PlanRun.objects.of(northmere).exists()


def test_initiatives_are_taken_from_the_catalogue(leader, northmere):
    offers = leader.get(url(northmere, "catalogue/")).context["offers"]
    key = next(offer.record.key for offer in offers if not offer.state)
    leader.post(url(northmere, "catalogue/take/"), {"key": [key]})
    assert Initiative.objects.of(northmere).filter(from_catalogue=key).exists()


def test_only_papers_of_the_plan_are_handed_out(leader, northmere):
    run = PlanRun.objects.of(northmere).create(asked={}, by="x", at="2026-11-25T00:00:00Z")
    for name in ("..%2Fsecret.key", "other.txt", "plan.xlsx"):
        assert leader.get(url(northmere, f"paper/{run.pk}/{name}/")).status_code == 404
