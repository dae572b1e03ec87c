import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0003_paperwork"),
        ("register", "0007_replies_on_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("proposed", "待政务公开办审核"),
                            ("published", "已公开"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("question", models.TextField(verbose_name="申请内容（概括）")),
                ("answer", models.TextField(verbose_name="答复内容（概括）")),
                ("proposed_by_id", models.BigIntegerField(null=True)),
                ("updated_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="退回或者撤下的原因"),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.entry",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.section",
                        verbose_name="所属栏目",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="release",
                        to="foi.request",
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["published", "withdrawn"]), _negated=True),
                            ("entry__isnull", False),
                            _connector="OR",
                        ),
                        name="a_public_release_has_its_entry",
                    )
                ],
            },
        ),
    ]
