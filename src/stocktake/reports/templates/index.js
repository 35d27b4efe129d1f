(function () {
  "use strict";
  // Laying out thousands of rows takes a browser seconds, so only the first hits are shown until all are asked for.
  var most = 300, waiting = 0;
  var box = document.getElementById("find"), form = document.getElementById("finder");
  var shown = document.getElementById("shown"), all = document.getElementById("all");
  var rows = document.querySelectorAll("#authors tbody tr");
  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  function say(n) { return n.toLocaleString("en-GB"); }
  var texts = Array.prototype.map.call(rows, function (row) {
    return plain(row.cells[0].textContent + " " + row.cells[1].textContent);
  });
  function filter() {
    waiting = 0;
    var words = plain(box.value).split(/\s+/).filter(Boolean), hits = 0;
    for (var i = 0; i < rows.length; i++) {
      var hit = words.every(function (word) { return texts[i].indexOf(word) !== -1; });
      if (hit) { hits++; }
      var hide = !hit || hits > most;
      if (rows[i].hidden !== hide) { rows[i].hidden = hide; }
    }
    all.hidden = hits <= most;
    shown.textContent = all.hidden ? say(hits) + " of " + say(rows.length) + " authors shown"
      : "The first " + say(most) + " of " + say(hits) + " authors found are shown";
  }
  form.hidden = false;
  box.addEventListener("input", function () { if (!waiting) { waiting = window.setTimeout(filter, 60); } });
  form.addEventListener("submit", function (event) { event.preventDefault(); filter(); });
  all.addEventListener("click", function () { most = rows.length; filter(); });
  if (location.hash.length > 1) { box.value = decodeURIComponent(location.hash.slice(1)); }
  filter();
})();
