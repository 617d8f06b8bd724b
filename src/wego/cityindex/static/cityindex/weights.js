// Ranks the cities again as the reader moves a weight. Without it the form asks the server, which computes the same.
(() => {
  const form = document.querySelector("form.weights"), source = document.getElementById("weighing");
  if (!form || !source) return;
  const data = JSON.parse(source.textContent), body = document.querySelector("table.reweighted tbody");
  const rows = new Map([...body.rows].map((row) => [row.dataset.unit, row]));
  const language = document.documentElement.lang, whole = new Intl.NumberFormat(language);
  const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const fields = new Map([...form.querySelectorAll("input[data-element]")].map((field) => [field.dataset.element, field]));

  // A family in which nothing was changed keeps the method's own weights; null where they do not make sense.
  function weights() {
    const found = { ...data.weights };
    for (const codes of Object.values(data.children)) {
      const typed = codes.map((code) => (fields.get(code).value.trim() === "" ? NaN : Number(fields.get(code).value)));
      if (typed.some((weight) => !(weight >= 0 && weight <= 1000)) || typed.every((weight) => weight === 0)) return null;
      if (codes.some((code, place) => typed[place] !== data.starts[code])) codes.forEach((code, place) => { found[code] = typed[place]; });
    }
    return found;
  }

  // The power mean of the children that are there, their weights brought to a sum of one.
  function mean(terms, weight, order) {
    let sum = 0, share = 0, present = 0;
    for (const [place, term] of terms.entries()) {
      if (term === null) continue;
      present += 1;
      share += weight[place];
      sum += weight[place] * (order === 1 ? term : order === 0 ? Math.log(term) : term ** order);
    }
    if (!share || present / terms.length < data.minShare) return null;
    return order === 1 ? sum / share : order === 0 ? Math.exp(sum / share) : (sum / share) ** (1 / order);
  }

  function score(points, weight) {
    const known = Object.fromEntries(data.indicators.map((code, place) => [code, points[place]]));
    for (const code of data.upwards) {
      const below = data.children[code];
      known[code] = mean(below.map((child) => known[child]), below.map((child) => weight[child]), data.orders[code]);
    }
    return known[data.root];
  }

  function rank(weight) {
    const scored = Object.entries(data.points).map(([unit, points]) => {
      const found = score(points, weight);
      return { unit, score: found, place: found === null ? -Infinity : Number(found.toPrecision(12)) };
    });
    scored.sort((one, other) => other.place - one.place || (one.unit < other.unit ? -1 : 1));
    scored.forEach((city, position) => {
      const before = scored[position - 1];
      city.rank = city.score === null ? null : before && before.place === city.place ? before.rank : position + 1;
    });
    return scored;
  }

  function show(scored) {
    for (const city of scored) {
      const row = rows.get(city.unit), moved = city.rank === null ? 0 : Number(row.dataset.rank) - city.rank;
      row.querySelector(".rank").textContent = city.rank === null ? "–" : whole.format(city.rank);
      row.querySelector(".score").textContent = city.score === null ? "–" : tenth.format(city.score);
      const told = row.querySelector(".shift");
      told.textContent = (moved > 0 ? data.words.up : moved < 0 ? data.words.down : data.words.same).replace("%(places)s", whole.format(Math.abs(moved)));
      told.dataset.way = Math.sign(moved);
      body.append(row);
    }
    const same = scored.filter((city) => city.rank === Number(rows.get(city.unit).dataset.rank)).length;
    document.getElementById("same").textContent = whole.format(same);
    for (const end of document.querySelectorAll(".extreme")) end.hidden = true;
  }

  function settle() {
    const found = weights();
    if (!found) return;
    show(rank(found));
    history.replaceState(null, "", "?" + new URLSearchParams(new FormData(form)));
  }

  for (const field of fields.values()) {
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, step: 1, value: field.value });
    slider.setAttribute("aria-labelledby", "label-" + field.id);
    slider.addEventListener("input", () => { field.value = slider.value; settle(); });
    field.addEventListener("input", () => { slider.value = field.value; settle(); });
    field.after(slider);
  }
})();
