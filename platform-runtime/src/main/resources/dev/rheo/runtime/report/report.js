"use strict";
(() => {
  const curve = JSON.parse(document.getElementById("curve").textContent);
  const still = document.getElementById("still");
  const host = document.getElementById("curves");
  const log = document.getElementById("log");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const small = document.createElement("div");
  let charts = [];

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = value => value == null ? "\u2013" : Number(value.toPrecision(4)).toString();
  const compact = value => value === 0 ? "0"
    : Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5 ? value.toExponential(0) : String(Number(value.toPrecision(3)));

  function axis(extra) {
    const line = { stroke: color("--line"), width: 1 };
    return Object.assign({ stroke: color("--muted"), grid: line, ticks: line, font: "12px system-ui, sans-serif" }, extra);
  }

  function chart(parent, width, height, data, series, extra) {
    const marks = { scales: Object.assign({ x: { time: false } }, extra.scales), cursor: { sync: { key: "training" } } };
    const axes = [axis({ label: extra.xLabel, labelSize: 20, size: 34, labelFont: "12px system-ui, sans-serif" }),
                  axis({ size: 60, values: (u, ticks) => ticks.map(tick => tick == null ? "" : compact(tick)) })];
    charts.push(new uPlot(Object.assign(marks, { width, height, axes, title: extra.title,
      series: [{ label: "step" }].concat(series) }), data, parent));
  }

  function robustTop() {
    const sorted = curve.loss.filter(value => value != null).sort((a, b) => a - b);
    return sorted.length ? sorted[Math.floor(0.995 * (sorted.length - 1))] : 1;
  }

  function draw() {
    charts.forEach(old => old.destroy());
    charts = [];
    small.replaceChildren();
    const width = host.clientWidth;
    const top = robustTop();
    const linear = { range: (u, low, high) => [Math.min(0, low), 1.02 * Math.min(high, Math.max(top, low + 1e-9))] };
    chart(host, width, 300, [curve.step, curve.loss, curve.smooth], [
      { label: "loss", stroke: color("--accent-faint"), width: 1, value: (u, v) => short(v), points: { show: false } },
      { label: "smoothed", stroke: color("--accent"), width: 2, value: (u, v) => short(v), points: { show: false } }
    ], { xLabel: "step", scales: { y: log.checked ? { distr: 3 } : linear } });
    host.append(small);
    const others = [["gradientNorm", "gradient norm"], ["learningRate", "learning rate"], ["stepsPerSecond", "steps per second"]]
      .filter(([name]) => curve[name].length);
    const columns = Math.max(1, Math.min(others.length, Math.floor((width + 12) / 282)));
    for (const [name, label] of others) {
      const cell = document.createElement("div");
      small.append(cell);
      chart(cell, Math.floor((width - 12 * (columns - 1)) / columns), 150, [curve.step, curve[name]],
        [{ label, stroke: color("--second"), width: 1.5, value: (u, v) => short(v), points: { show: false } }],
        { scales: { y: { range: (u, low, high) => [Math.min(0, low), 1.05 * high || 1] } } });
    }
  }

  small.className = "small-curves";
  still.hidden = true;
  host.hidden = false;
  draw();
  log.addEventListener("change", draw);
  dark.addEventListener("change", draw);
  let pending = 0;
  addEventListener("resize", () => { clearTimeout(pending); pending = setTimeout(draw, 120); });
})();
