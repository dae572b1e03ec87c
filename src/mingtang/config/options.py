"""Every option of an installation, as one table.

An option is read from the environment (``MINGTANG_`` + its name in capitals), else from the TOML
file, else its default holds. ``reading.py`` does the reading; ``docs/configure.md`` documents each
row, and a test fails when one is missing there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "boolean", "list", "table"]
Value = str | int | bool | tuple[str, ...] | dict[str, int]

#: Environment names that steer the reading itself and are no options.
CONFIG_VARIABLE = "MINGTANG_CONFIG"
PREFIX = "MINGTANG_"


@dataclass(frozen=True)
class Option:
    """One option: its name in TOML, its default and what it is for.

    ``restart`` tells whether a change needs a restart of the server; ``secret`` keeps the value
    out of logs and of ``mingtang check``. ``low`` and ``high`` bound integers; ``choices`` bounds
    texts; one that is not empty begins with one of ``prefixes``. ``law`` names the source of a
    default that a rule or common practice suggests, and says so where the source's own text was
    not read.
    """

    name: str
    kind: Kind
    default: Value
    chinese: str
    english: str
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    restart: bool = True
    secret: bool = False
    law: str = ""

    @property
    def variable(self) -> str:
        """The environment variable that sets this option."""
        return PREFIX + self.name.upper()


_SITE = (
    Option("county_name", "text", "示范县", "县（市、区）名称", "name of the county"),
    Option(
        "region_code",
        "text",
        "999900",
        "行政区划代码（六位），新建单位默认用它",
        "GB/T 2260 region code, the default of new units",
    ),
    Option("domain", "text", "", "网站域名，不带协议", "host name of the site, without scheme"),
    Option("site_id", "text", "", "政府网站标识码（十位）", "government site code, ten digits"),
    Option("icp", "text", "", "ICP备案号", "ICP record number, shown in the footer"),
    Option("police_record", "text", "", "公安机关备案号", "public security record number"),
    Option("contact_phone", "text", "", "网站联系电话", "telephone shown in the footer"),
    Option("contact_address", "text", "", "主办单位地址", "address shown in the footer"),
)

_SERVER = (
    Option("data_folder", "text", "data", "数据目录", "folder of everything that must be kept"),
    Option(
        "database_url",
        "text",
        "",
        "数据库地址；空为SQLite",
        "database; empty means SQLite",
        secret=True,
    ),
    Option(
        "sqlite_synchronous",
        "text",
        "FULL",
        "SQLite提交时是否等待落盘",
        "whether SQLite waits for the disk at each commit",
        choices=("FULL", "NORMAL", "OFF"),
    ),
    Option(
        "secret_key",
        "text",
        "",
        "签名密钥；空则自动生成",
        "signing key; made when empty",
        secret=True,
    ),
    Option(
        "debug", "boolean", False, "调试方式，不得用于正式环境", "debug mode, never for the public"
    ),
    Option("host", "text", "127.0.0.1", "监听地址", "address the server listens on"),
    Option("port", "integer", 8000, "监听端口", "port the server listens on", 1, 65535),
    Option("workers", "integer", 2, "工作进程数", "worker processes", 1, 64),
    Option("threads", "integer", 4, "每个进程的线程数", "threads of each worker", 1, 64),
    Option(
        "allowed_hosts",
        "list",
        (),
        "除域名和本机外可用的主机名",
        "host names beside domain and this machine",
    ),
    Option(
        "csrf_trusted_origins", "list", (), "可信来源（含协议）", "trusted origins, with scheme"
    ),
    Option("https", "boolean", False, "访问者是否经HTTPS访问", "visitors come by HTTPS"),
    Option(
        "behind_proxy", "boolean", False, "是否位于反向代理之后", "a reverse proxy stands in front"
    ),
    Option(
        "log_level",
        "text",
        "INFO",
        "日志级别",
        "least level that is logged",
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
    ),
    Option(
        "log_keep_days",
        "integer",
        200,
        "日志保存天数",
        "days that log files are kept",
        1,
        3650,
        law="网络安全法 art. 21, article unconfirmed: at least six months",
    ),
    Option(
        "housekeeping_seconds",
        "integer",
        60,
        "定时任务间隔（秒）",
        "seconds between periodic runs",
        5,
        86400,
    ),
)

_UPLOADS = (
    Option("upload_max_mb", "integer", 100, "单个文件上限（MB）", "largest file, MB", 1, 4096),
    Option(
        "upload_max_files", "integer", 20, "一次上传文件数上限", "most files in one upload", 1, 1000
    ),
    Option(
        "upload_max_unpacked_mb",
        "integer",
        500,
        "压缩包解开后上限（MB）",
        "largest archive once unpacked, MB",
        1,
        65536,
    ),
    Option(
        "clamav_address",
        "text",
        "",
        "ClamAV地址：主机:端口或套接字路径",
        "ClamAV: host:port or socket path",
    ),
)

_ACCOUNTS = (
    Option(
        "session_idle_minutes",
        "integer",
        30,
        "闲置多少分钟后退出",
        "idle minutes before log-out",
        1,
        1440,
        law="GB/T 22239-2019, common practice 10-30 minutes",
    ),
    Option(
        "session_max_hours",
        "integer",
        12,
        "登录后最长多少小时须重新登录",
        "hours after which staff log in again, used or not",
        1,
        168,
        law="GB/T 22239-2019, common practice",
    ),
    Option(
        "password_min_length",
        "integer",
        8,
        "密码最短长度",
        "least length of a password",
        6,
        128,
        law="GB/T 22239-2019, common practice",
    ),
    Option(
        "password_min_classes",
        "integer",
        3,
        "密码至少含几类字符（共四类）",
        "least number of the four character classes",
        1,
        4,
        law="GB/T 22239-2019, common practice",
    ),
    Option(
        "password_max_age_days",
        "integer",
        90,
        "密码有效天数；0为不限",
        "days a password lasts; 0 for ever",
        0,
        3650,
        law="GB/T 22239-2019, common practice",
    ),
    Option(
        "password_remembered",
        "integer",
        5,
        "最近几次用过的密码不得再用；0为不限",
        "last passwords that may not be taken again; 0 for none",
        0,
        24,
        law="GB/T 22239-2019, common practice",
    ),
    Option(
        "lockout_failures",
        "integer",
        5,
        "连续失败几次后锁定",
        "failures before lockout",
        1,
        100,
        law="GB/T 22239-2019, common practice",
    ),
    Option(
        "lockout_minutes",
        "integer",
        5,
        "锁定分钟数",
        "minutes of lockout",
        1,
        1440,
        law="GB/T 22239-2019, common practice at least 300 seconds",
    ),
    Option(
        "reset_request_days",
        "integer",
        7,
        "重置业务账号的申请几天内须由第二人确认",
        "days in which a second person must confirm the reset of an account that does business",
        1,
        90,
    ),
    Option(
        "mfa_required_roles",
        "list",
        (),
        "必须使用两步验证的角色",
        "roles that must use two factors",
        law="GB/T 22239-2019, level 3",
    ),
)

_MESSAGES = (
    Option(
        "smtp_host",
        "text",
        "",
        "邮件服务器；空则邮件存入数据目录的 outbox",
        "mail server; empty keeps mails in the folder outbox",
    ),
    Option("smtp_port", "integer", 25, "邮件服务器端口", "port of the mail server", 1, 65535),
    Option("smtp_user", "text", "", "邮件服务器用户名", "user name at the mail server"),
    Option(
        "smtp_password",
        "text",
        "",
        "邮件服务器密码",
        "password at the mail server",
        secret=True,
    ),
    Option(
        "smtp_security",
        "text",
        "starttls",
        "与邮件服务器连接的加密方式",
        "encryption of the connection to the mail server",
        choices=("none", "starttls", "tls"),
    ),
    Option(
        "mail_from", "text", "", "发件地址；空为 noreply@域名", "sender; empty is noreply@domain"
    ),
    Option(
        "sms_url",
        "text",
        "",
        "短信平台地址；空则短信存入数据目录的 outbox",
        "address of the SMS platform; empty keeps texts in the folder outbox",
        prefixes=("https://", "http://"),
    ),
    Option("sms_key", "text", "", "短信平台密钥", "bearer token of the SMS platform", secret=True),
    Option(
        "digest_hour",
        "integer",
        8,
        "工作日几点起发送每日待办邮件",
        "hour of working days from which the daily digest goes out",
        0,
        23,
    ),
    Option(
        "notice_keep_days",
        "integer",
        180,
        "消息内容保存天数，之后只留记录",
        "days that the words of a message are kept; its record stays",
        7,
        3650,
    ),
)

_WORK = (
    Option(
        "duty_soon_days",
        "integer",
        5,
        "剩余几个工作日起提示将到期",
        "working days left: due soon",
        0,
        60,
        restart=False,
    ),
    Option(
        "duty_yellow_days_left",
        "integer",
        1,
        "剩余几个工作日起亮黄牌",
        "working days left: yellow card",
        0,
        60,
        restart=False,
        law="Shandong 2017 service complaints: one working day before",
    ),
    Option(
        "duty_red_days_over",
        "integer",
        1,
        "逾期第几个工作日起亮红牌",
        "working day overdue: red card",
        1,
        60,
        restart=False,
        law="Shandong 2017 service complaints: first working day after",
    ),
    Option(
        "index_front",
        "text",
        "uscc",
        "索引号前段：uscc统一社会信用代码，orgcode组织机构代码",
        "front of the index number",
        choices=("uscc", "orgcode"),
    ),
    Option(
        "calendar_file",
        "text",
        "",
        "自有节假日通知文件（TOML）",
        "own file of holiday notices, TOML",
    ),
    Option(
        "limits",
        "table",
        {},
        "改写未经证实的时限：规则代码 = 天数",
        "overrides of unconfirmed time limits: rule code = days",
    ),
)

_REQUESTS = (
    Option(
        "foi_letter_series",
        "text",
        "one",
        "依申请公开发文字号：one各类文书共用一个序列，kind每类文书各一个序列",
        "outgoing numbers: one series for all letters, or one for each kind",
        choices=("one", "kind"),
        law="GB/T 9704, no rule for the series",
    ),
    Option(
        "foi_payment_restarts",
        "boolean",
        True,
        "缴费后答复期限是否重新计算（否则接着计算）",
        "the time to answer starts anew after payment, else it runs on",
        law="国办函〔2020〕109号 art. 6, text unread",
    ),
    Option(
        "foi_reasons_stop_clock",
        "boolean",
        True,
        "等待申请人说明理由期间是否不计入答复期限",
        "time while the applicant gives reasons does not count",
        law="政府信息公开条例 art. 35 does not say",
    ),
    Option(
        "foi_lapse_correction",
        "boolean",
        False,
        "补正逾期是否由系统自动不再处理（否则提示经办人）",
        "end requests not corrected in time without a person, else propose it",
        law="政府信息公开条例 art. 30 asks whether there was a good reason",
    ),
    Option(
        "foi_lapse_fee",
        "boolean",
        False,
        "缴费逾期是否由系统自动不再处理（否则提示经办人）",
        "end requests not paid in time without a person, else propose it",
        law="国办函〔2020〕109号 art. 6, text unread",
    ),
    Option(
        "foi_lapse_reasons",
        "boolean",
        True,
        "说明理由逾期是否由系统自动恢复计算（否则提示经办人）",
        "let the clock run on when no reasons came, else propose it",
        law="政府信息公开条例 art. 35 gives no period",
    ),
    Option(
        "foi_close_days",
        "integer",
        60,
        "答复后多少天自动办结；0为不自动",
        "days after the answer until the file is closed; 0 never by itself",
        0,
        3650,
        law="行政复议法 art. 20, sixty days to apply for review; closing then is a convention",
    ),
    Option(
        "foi_archive_years",
        "integer",
        10,
        "办结后保存多少年归档并去除个人信息；0为一直保存",
        "years after closing until personal data is removed; 0 never",
        0,
        100,
        law="common practice 10 years, unconfirmed",
    ),
    Option(
        "foi_proactive_applicants",
        "integer",
        10,
        "多少个申请人要同一信息时，提示主动公开",
        "applicants for the same information from which on publishing it is suggested",
        2,
        1000,
        law="政府信息公开条例 art. 44 says several; ten is only usual",
    ),
    Option(
        "foi_draft_days",
        "integer",
        30,
        "申请表草稿保存天数，之后删除",
        "days that a form not sent yet is kept",
        1,
        365,
    ),
    Option(
        "foi_requests_per_hour",
        "integer",
        30,
        "同一网络地址每小时最多网上提交几件申请",
        "requests that one address may file online in an hour",
        1,
        100000,
    ),
    Option(
        "foi_code_tries",
        "integer",
        10,
        "同一网络地址十五分钟内最多输错几次查询码",
        "wrong codes that one address may give in fifteen minutes",
        1,
        1000,
    ),
    Option(
        "review_authority",
        "text",
        "",
        "部门、乡镇答复的行政复议机关；空为本县人民政府",
        "who reviews replies of departments and townships; empty is the county government",
        law="行政复议法 art. 24",
    ),
    Option(
        "review_authority_upper",
        "text",
        "",
        "县政府答复的行政复议机关（上一级人民政府）",
        "who reviews replies of the county government itself",
        law="行政复议法 art. 24",
    ),
    Option(
        "review_online",
        "text",
        "",
        "申请行政复议的网上渠道",
        "where a review is applied for online",
        law="行政复议法 art. 22(2)",
    ),
    Option("court", "text", "", "受理行政诉讼的人民法院", "court that hears suits against replies"),
    Option(
        "font_folder",
        "text",
        "",
        "存放公文字体（小标宋、仿宋等）的目录；空为系统字体和自带字体",
        "fonts that letters are set in; empty: the system's and those installed along",
        law="GB/T 9704-2012",
    ),
)

OPTIONS: tuple[Option, ...] = (
    *_SITE,
    *_SERVER,
    *_UPLOADS,
    *_ACCOUNTS,
    *_MESSAGES,
    *_WORK,
    *_REQUESTS,
)
BY_NAME: dict[str, Option] = {option.name: option for option in OPTIONS}
