"""地名 The cities of the province."""

from generator.terms.term import Term


class City(Term):
    """设区市 The sixteen cities of Shandong, by GB/T 2260 code."""

    JINAN = "370100", "济南市"
    QINGDAO = "370200", "青岛市"
    ZIBO = "370300", "淄博市"
    ZAOZHUANG = "370400", "枣庄市"
    DONGYING = "370500", "东营市"
    YANTAI = "370600", "烟台市"
    WEIFANG = "370700", "潍坊市"
    JINING = "370800", "济宁市"
    TAIAN = "370900", "泰安市"
    WEIHAI = "371000", "威海市"
    RIZHAO = "371100", "日照市"
    LINYI = "371300", "临沂市"
    DEZHOU = "371400", "德州市"
    LIAOCHENG = "371500", "聊城市"
    BINZHOU = "371600", "滨州市"
    HEZE = "371700", "菏泽市"
