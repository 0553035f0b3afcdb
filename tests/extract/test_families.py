from qicao.extract.cores import each
from qicao.extract.families import families

SPRING = (
    "一年之计在于春。全县要抢抓农时，把{}万亩早稻种足种好，确保{}月底前全部栽插到位，为全年丰收打下坚实基础。"
)
FIRE = "入冬以来天干物燥，各学校要对{}间宿舍逐间排查，收缴违规电器{}件，消防通道一律清空，值班人员不得离岗。"


def test_speeches_that_say_the_same_belong_together():
    texts = [SPRING.format(12, 4), FIRE.format(300, 25), SPRING.format(13, 5), FIRE.format(280, 40)]
    found = families(texts)
    assert [family.members for family in found] == [(0, 2), (1, 3)]
    assert all(family.share > 0.5 for family in found)


def test_one_that_is_like_no_other_is_alone():
    found = families([SPRING.format(12, 4), "图书馆新到图书两千册，欢迎同学们借阅，文明读书，按期归还。"])
    assert [(family.members, family.share) for family in found] == [((0,), 1), ((1,), 1)]


def test_on_all_cores_it_is_the_same():
    texts = [SPRING.format(number, 4) for number in range(14)]
    assert families(texts, spread=True) == families(texts)


def test_the_same_work_on_many_things_keeps_their_order():
    assert list(each(str, range(40))) == [str(number) for number in range(40)]
