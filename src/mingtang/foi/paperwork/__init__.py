"""The papers that go out with the acts: made, kept, announced; replies previewed; files redacted.

``install`` is called once when the app is loaded; services know this package only through what it
registers there.
"""


def install() -> None:
    """Have letters made and people told from now on."""
    from mingtang.foi.services.letters import use_renderer
    from mingtang.foi.services.telling import use_teller

    from .inbox import register_boxes
    from .making import render
    from .telling import tell

    use_renderer(render)
    use_teller(tell)
    register_boxes()
