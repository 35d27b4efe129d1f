(function () {
  "use strict";
  var decisions = { y: "match", n: "no_match", u: "unsure" }, sides = ["listed", "record"];
  var pairs = [], said = {}, done = [], at = 0, reviewer = "", busy = false;
  function el(id) { return document.getElementById(id); }
  function made(name, text, kind) {
    var node = document.createElement(name);
    if (text) { node.textContent = text; }
    if (kind) { node.className = kind; }
    return node;
  }
  function ask(door, body) {
    var how = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
    return fetch(door, how).then(function (answer) {
      return answer.json().then(function (value) {
        if (!answer.ok) { throw new Error(value.error); }
        return value;
      });
    });
  }
  function tell(problem) {
    el("told").textContent = problem ? "Not written: " + problem.message : "";
  }
  function pieces(list) {
    var cell = made("td"), line = made("bdi");
    list.forEach(function (piece) { line.appendChild(piece[1] ? made("mark", piece[0]) : document.createTextNode(piece[0])); });
    cell.appendChild(line);
    return cell;
  }
  function fieldRow(field) {
    var row = made("tr", "", field.field), head = made("th", field.field);
    head.scope = "row";
    row.appendChild(head);
    sides.forEach(function (side) { row.appendChild(pieces(field[side])); });
    return row;
  }
  function bar(part) {
    var meter = document.createElement("meter"), row = made("tr"), cell = made("td"), against = part.bits < 0;
    var said = (part.bits > 0 ? "+" : against ? "−" : "") + Math.abs(part.bits).toFixed(1);
    meter.max = 1;
    meter.value = part.share;
    // A browser paints a value below `low` in another colour when high values are best.
    meter.low = against ? 1 : 0;
    meter.optimum = 1;
    meter.setAttribute("aria-label", said + " bits");
    cell.appendChild(meter);
    row.appendChild(made("th", part.field));
    row.appendChild(made("td", part.outcome));
    row.appendChild(cell);
    row.appendChild(made("td", said));
    return row;
  }
  function filled(id, nodes) { el(id).replaceChildren.apply(el(id), nodes); }
  function show() {
    var pair = pairs[at], n = Object.keys(said).length;
    el("place").textContent = pairs.length ? "Pair " + (at + 1) + " of " + pairs.length + ", " + n + " decided by you"
      : "There is nothing to review in this run.";
    el("progress").value = pairs.length ? n / pairs.length : 1;
    el("pair").hidden = !pair;
    if (!pair) { return; }
    el("verdict").textContent = pair.verdict;
    el("asked").textContent = "asked as: " + pair.asked_as;
    el("sentence").textContent = pair.sentence;
    el("flags").textContent = pair.flags.length ? "Flags: " + pair.flags.join("; ") : "";
    filled("fields", pair.fields.map(fieldRow));
    filled("evidence", pair.evidence.map(bar));
    document.querySelectorAll("#buttons button").forEach(function (button) {
      var word = decisions[button.dataset.key];
      if (word) { button.setAttribute("aria-pressed", String(said[at] === word)); }
    });
  }
  function go(step) {
    at = Math.max(0, Math.min(pairs.length - 1, at + step));
    el("why").value = "";
    show();
  }
  function once(promise) {
    busy = true;
    return promise.catch(tell).then(function () { busy = false; show(); });
  }
  function decide(word) {
    var here = at, body = { pair: here, decision: word, reviewer: reviewer, why: el("why").value };
    once(ask("decide", body).then(function () {
      tell();
      said[here] = word;
      done.push(here);
      go(1);
    }));
  }
  function undo() {
    if (!done.length) { tell(new Error("there is nothing to undo in this session.")); return; }
    var last = done[done.length - 1];
    once(ask("undo", { pair: last, reviewer: reviewer }).then(function (answer) {
      tell();
      done.pop();
      if (answer.decision) { said[last] = answer.decision; } else { delete said[last]; }
      at = last;
    }));
  }
  function press(key) {
    if (busy) { return; }
    if (key === "?") { el("help").showModal(); }
    else if (key === "z") { undo(); }
    else if (decisions[key]) { decide(decisions[key]); }
    else if (key === "j" || key === "ArrowRight" || key === "ArrowDown") { go(1); }
    else if (key === "k" || key === "ArrowLeft" || key === "ArrowUp") { go(-1); }
    else { return; }
    return true;
  }
  function firstOpen() {
    for (var i = 0; i < pairs.length; i++) { if (!said[i]) { return i; } }
    return 0;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || el("pair").hidden || el("help").open) { return; }
    if (event.target.tagName === "INPUT") { if (event.key === "Escape") { event.target.blur(); } return; }
    if (event.repeat && !/^(j|k|Arrow.*)$/.test(event.key)) { return; }
    if (press(event.key)) { event.preventDefault(); }
  });
  el("buttons").addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button) { press(button.dataset.key); }
  });
  el("who").addEventListener("submit", function (event) {
    event.preventDefault();
    reviewer = el("reviewer").value.trim();
    if (!reviewer) { return; }
    once(ask("said?reviewer=" + encodeURIComponent(reviewer)).then(function (answer) {
      tell();
      said = answer.said;
      at = firstOpen();
      el("who").hidden = true;
      el("reviewer").blur();
    }));
  });
  ask("pairs").then(function (answer) {
    pairs = answer.pairs;
    el("place").textContent = pairs.length + " pairs";
    el("reviewer").focus();
  }).catch(tell);
})();
