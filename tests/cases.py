"""Made-up proposals for tests: many cases of one folder, in the roles that an office has."""

MATTERS = (
    ("中小企业账款投诉办理", "公布账款投诉的统一入口和办理时限，按季度通报各市办结情况"),
    ("中小企业数字化转型", "为县域工业企业提供免费数字化诊断，公布分行业改造指引"),
    ("融资白名单", "扩大中小微企业融资“白名单”覆盖面，按月向银行推送名单"),
    ("深海牧场装备", "研制深海养殖网箱自动清洗机器人并给予每台八十万元奖励"),
)


def sheet(n: int, role: str, *, extra: str = "") -> str:
    """The text of case ``n``; 会办 names another lead unit, 分办 says so, 主办 says nothing."""
    matter, ask = MATTERS[n % len(MATTERS)]
    kind = "建议" if n % 2 else "提案"
    meeting = "省十四届人大五次会议" if kind == "建议" else "省政协十三届四次会议"
    handling = {
        "会办": "办理意见：省农业农村厅主办，省工业和信息化厅会办\n",
        "分办": "办理意见：省财政厅、省工业和信息化厅分办\n",
    }.get(role, "")
    return (
        f"{meeting}{'代表' if kind == '建议' else ''}{kind}\n第{600 + n:04d}号\n案由：关于推进{matter}的{kind}\n"
        f"提出人：周测{'甲乙丙丁戊'[n % 5]}\n{handling}\n"
        f"近年来这项工作有进展，但基层反映仍有不足。\n建议：\n一、{ask}。\n二、建立部门会商机制，每半年通报一次进展。\n{extra}"
    )
