"""The words by which titles, labels and the bars of sites are known. Data, no rules.

As government sites print them: the head of catalogue pages (索引号 …), the page design of
国办发〔2017〕47号, the 15 kinds of 中办发〔2012〕14号 art. 8 and others that counties publish.
"""

from __future__ import annotations

_KINDS = """
决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 复函 纪要 办法 规定 细则
规则 条例 方案 规划 计划 要点 总结 预案 指南 清单 目录 解读 说明 年报 公示 预算 决算 简报 汇报
情况 名单 名录 章程 制度 标准 规范 措施 启事 声明 倡议书 承诺书 责任书 一览表 统计表 分工 须知
问答 答记者问 讲话 致辞
"""
TITLE_KINDS = tuple(_KINDS.split())
"""Words with which titles end."""

_SOURCE = """
来源 信息来源 稿件来源 文章来源 新闻来源 内容来源 发布机构 发布单位 发布部门 发文机关 发文单位
发文机构 信息发布机构 公开机构 公开主体 制发机关 制发单位 责任部门 供稿单位 供稿 信息提供单位
"""
_PUBLISHED = """
发布时间 发布日期 公开日期 公开时间 发表时间 更新时间 更新日期 录入时间 信息时间 上网时间 时间
日期
"""
_MADE = "成文日期 成文时间 生成日期 生成时间 发文日期 发文时间 制发日期 印发日期"
_NUMBER = "文号 发文字号 发文文号 公文文号 文件编号 文件号 字号"
_TITLE = "名称 标题 信息名称 文件名称 公文名称 信息标题"
_KEYWORDS = "主题词 关键词 关键字"
_VALIDITY = "有效性 时效性 效力状态 时效状态 是否有效"
_SUMMARY = "内容概述 信息概述 概述 内容摘要 摘要"
_INDEX = "索引号 信息索引号 索引编号 索取号 信息索取号"
_OTHER = """
浏览次数 浏览量 浏览 点击数 点击量 点击率 点击次数 点击 阅读次数 阅读量 阅读 访问次数 访问量
人气 作者 编辑 责任编辑 责编 审核 审核人 审稿 初审 复审 终审 校对 摄影 字体 字体大小 文字大小
字体显示 背景色 分享 分享到 分享至 打印 主题分类 信息分类 组配分类 体裁分类 分类 主题 体裁
公开方式 公开范围 公开形式 公开时限 公开属性 记录形式 载体类型 生效日期 废止日期 有效期 标签
视力保护色 保护视力色 朗读 语音播报 页数 语种 公开程序 统一登记号 服务对象分类 来稿
"""
LABELS: dict[str, tuple[str, ...]] = {
    kind: tuple(words.split())
    for kind, words in (
        ("source", _SOURCE),
        ("published", _PUBLISHED),
        ("made", _MADE),
        ("number", _NUMBER),
        ("title", _TITLE),
        ("keywords", _KEYWORDS),
        ("validity", _VALIDITY),
        ("summary", _SUMMARY),
        ("index", _INDEX),
        ("other", _OTHER),
    )
}
"""Kind of fact → the labels that announce it."""

_BUTTONS = """
返回 返回顶部 返回首页 返回列表 返回上页 返回上一页 返回目录 回到顶部 顶部 TOP 大 中 小 特 默认
加大 减小 超大 T T+ T- + - A A+ A- 微信 微博 新浪微博 腾讯微博 QQ空间 QQ QQ好友 朋友圈 支付宝
人人网 豆瓣 复制 更多 MORE 繁體 繁体 简体 English EN 无障碍 无障碍阅读 无障碍浏览 无障碍版
长者模式 长者版 适老化 适老版 适老模式 关怀版 手机版 移动版 智能问答 登录 注册 退出 站内搜索
搜索 高级搜索 网站地图 站点地图 联系我们 关于我们 设为首页 加入收藏 隐私声明 网站声明 法律声明
网站首页 首页 站群导航 网站导航 帮助 网友 我的收藏 个人中心 RSS RSS订阅 订阅 邮箱 无 文件下载
政策咨询 推荐阅读 热门文章 热门信息 热门推荐 延伸阅读 政府信息公开 信息公开 政务公开 政务服务
办事服务 互动交流 政民互动 新闻中心 政务动态 专题专栏 数据开放 领导之窗 正文 没有了 尾页 末页
上一页 下一页 公示公告 解读回应 要闻动态
"""
BUTTONS = frozenset(_BUTTONS.split())
"""Words of buttons, bars and menus."""
