/* Draws each chart from its description; expressions are interpreted, never evaluated as code. */
(() => {
  const OPTIONS = {
    actions: false, renderer: "svg", ast: true, expr: vega.expressionInterpreter,
    defaultStyle: false, tooltip: { disableDefaultStyle: true },
  };
  document.querySelectorAll("[data-chart]").forEach((place) => {
    if (!place.offsetParent) return;
    const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    vegaEmbed(place, spec, OPTIONS).then(
      // The place says the finding; the parts of the drawing have no words of their own.
      () => place.querySelector("svg").setAttribute("aria-hidden", "true"),
    ).catch((error) => { place.textContent = `The chart cannot be drawn: ${error.message}`; });
  });
})();
