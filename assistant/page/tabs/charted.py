"""The charts of the report tab: a place for each, shown when the ledger has something for it."""

from collections.abc import Iterable
from html import escape
from typing import Any, get_args

import gradio as gr
from gradio.components.plot import PlotData

from assistant.page.charts import Chart, ChartId
from assistant.page.plotting import plotly_json

_WELCOME = '<div class="df-welcome">上传台账，点“读台账”，这里显示件数、结果、主题等图表。</div>'
_IDS: tuple[ChartId, ...] = get_args(ChartId)
LABELLED = """() => {
  setTimeout(() => document.querySelectorAll('#charts .df-plot').forEach(plot => {
    plot.setAttribute('role', 'img'); plot.setAttribute('aria-labelledby', plot.id + '-says') }), 300)
  window.onbeforeprint = () => document.querySelectorAll('#charts svg.main-svg').forEach(svg =>
    svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`))
  window.onafterprint = () => document.querySelectorAll('#charts svg.main-svg').forEach(svg => svg.removeAttribute('viewBox'))
}"""
"""Gives each drawn chart its sentence as text alternative, and lets it shrink to the paper's width when printed."""


def chart_places() -> list[Any]:
    """What ``shown`` fills: the welcome, then for each chart its place, its words and the drawing."""
    places: list[Any] = [gr.HTML(_WELCOME)]
    with gr.Column(elem_id="charts"):
        for id_ in _IDS:
            with gr.Column(visible=False, elem_classes=["df-chart", f"df-chart-{id_}"]) as place:
                words = gr.HTML()
                plot = gr.Plot(show_label=False, container=False, elem_id=f"chart-{id_}", elem_classes="df-plot")
            places += [place, words, plot]
    return places


def shown(drawn: Iterable[Chart]) -> list[Any]:
    found = {c.id: c for c in drawn}
    values: list[Any] = [gr.update(visible=not found)]
    for id_ in _IDS:
        chart = found.get(id_)
        plot = PlotData(type="plotly", plot=plotly_json(chart)) if chart else None
        values += [gr.update(visible=chart is not None), _words(chart) if chart else "", plot]
    return values


def _words(chart: Chart) -> str:
    return f'<h4>{escape(chart.title)}</h4><p class="df-says" id="chart-{chart.id}-says">{escape(chart.says)}</p>'
