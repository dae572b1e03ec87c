from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0006_entry_indexes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="genre",
            field=models.CharField(
                choices=[
                    ("resolution", "决议"),
                    ("decision", "决定"),
                    ("order", "命令（令）"),
                    ("communique", "公报"),
                    ("announcement", "公告"),
                    ("public_notice", "通告"),
                    ("opinion", "意见"),
                    ("notice", "通知"),
                    ("circular", "通报"),
                    ("report", "报告"),
                    ("request", "请示"),
                    ("reply", "批复"),
                    ("motion", "议案"),
                    ("letter", "函"),
                    ("minutes", "纪要"),
                    ("government_order", "政府令"),
                    ("interpretation", "政策解读"),
                    ("news", "政务动态"),
                    ("plan", "规划计划"),
                    ("statistics", "统计信息"),
                    ("budget", "预算决算"),
                    ("annual_report", "公开年报"),
                    ("guide", "指南"),
                    ("execution", "执行情况"),
                    ("foi_reply", "依申请公开答复选登"),
                    ("other", "其他"),
                ],
                max_length=20,
                verbose_name="体裁",
            ),
        ),
    ]
