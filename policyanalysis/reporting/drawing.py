"""What all figures share: colours, sizes, the Chinese font, and axes that carry their alternative text.

The text is the figure's label, which `display.show_figure` hands on.  Colours are those of Okabe and Ito, which colour-blind readers tell apart, and
differ in lightness for print.  Chinese is drawn by the Noto font that the package noto-cjk brings.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps

import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.transforms import offset_copy

COLOURS = {"en": "#0072B2", "zh": "#D55E00", "neutral": "#6b6b6b", "ok": "#009E73"}
LANG_NAMES = {"en": "English", "zh": "Chinese"}
WIDTH = 9.0  # inches
BELOW = 0.42  # inches from an axis to what stands below its numbers and its label
ROW = 0.34  # inches of height for a row of a bar chart


@cache
def fonts() -> list[str]:
    """The families that figures are written in, known to matplotlib from then on.

    >>> fonts()[0]
    'Noto Sans CJK SC'
    """
    import noto_cjk

    font_manager.fontManager.addfont(str(noto_cjk.otc_path("sans")))
    return ["Noto Sans CJK SC", "DejaVu Sans"]


def styled(draw: Callable[..., Axes]) -> Callable[..., Axes]:
    """Draw inside the project's style, whatever the reader's own settings are.

    >>> styled(lambda: new_axes(2, "Nothing."))().title.get_fontfamily()
    ['Noto Sans CJK SC', 'DejaVu Sans']
    """

    @wraps(draw)
    def inside(*args, **kwargs):
        style = {"font.family": fonts(), "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 12,
                 "figure.dpi": 110, "savefig.dpi": 110, "axes.unicode_minus": False, "text.parse_math": False, "legend.frameon": False}
        with plt.rc_context(style):
            ax = draw(*args, **kwargs)
            ax.figure.tight_layout()
        return ax

    return inside


def new_axes(height: float, alt: str) -> Axes:
    """Axes of a height in inches, with their alternative text.

    >>> new_axes(2, "Bars of articles.").figure.get_label()
    'Bars of articles.'
    """
    figure, ax = plt.subplots(figsize=(WIDTH, height))
    figure.set_label(alt)
    return ax


def empty_axes(message: str) -> Axes:
    """A figure that says why there is nothing to draw.

    >>> empty_axes("No article carries a date.").texts[0].get_text()
    'No article carries a date.'
    """
    ax = new_axes(1.2, message)
    ax.set_axis_off()
    ax.text(0, 0.5, message, transform=ax.transAxes, va="center", fontsize=11, color=COLOURS["neutral"])
    return ax


def legend_below(ax: Axes, columns: int = 3, **settings) -> None:
    """The legend under the axis and its label, where it hides nothing however high the figure is.

    >>> ax = new_axes(2, "Nothing.")
    >>> _ = ax.plot([1], label="English")
    >>> legend_below(ax)
    >>> bool(ax.get_legend().get_window_extent().y1 < ax.get_window_extent().y0)
    True
    """
    below = offset_copy(ax.transAxes, fig=ax.figure, y=-BELOW, units="inches")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=below, ncols=columns, **settings)


def shorten(text: str, limit: int) -> str:
    """A text of at most so many characters, its end cut where it is longer.

    >>> shorten("storage", 4), shorten("储能", 4)
    ('sto…', '储能')
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"
