// Extra, never needed: leaving at once, by the button or by pressing Escape three times, without this page in the history.
(function () {
  "use strict";
  var link = document.querySelector("[data-exit] a");
  function leave(event) {
    if (event) event.preventDefault();
    document.documentElement.textContent = "";
    try { (link.target === "_top" ? window.top : window).location.replace(link.href); }
    catch (refused) { window.location.replace(link.href); }
  }
  if (link) {
    link.addEventListener("click", leave);
    var times = 0, last = 0;
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { times = 0; return; }
      times = event.timeStamp - last < 2000 ? times + 1 : 1;
      last = event.timeStamp;
      if (times === 3) leave();
    });
  }
  var follow = document.querySelector("[data-follow]");
  if (follow && window.EventSource) {
    var events = new EventSource(follow.getAttribute("data-follow")), seen = null;
    var bar = follow.querySelector("progress");
    ["queued", "running"].forEach(function (state) {
      events.addEventListener(state, function (event) {
        var progress = JSON.parse(event.data).progress;
        if (seen === null) seen = state;
        if (seen !== state) window.location.reload();
        if (progress.total) { bar.max = progress.total; bar.value = progress.done; bar.textContent = progress.done + " / " + progress.total; }
      });
    });
    ["done", "failed", "cancelled"].forEach(function (state) {
      events.addEventListener(state, function () { events.close(); window.location.reload(); });
    });
  }
  var errors = document.querySelector(".govuk-error-summary");
  if (errors) { errors.setAttribute("tabindex", "-1"); errors.focus(); }
})();
