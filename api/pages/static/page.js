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
  var errors = document.querySelector(".govuk-error-summary");
  if (errors) { errors.setAttribute("tabindex", "-1"); errors.focus(); }
})();
