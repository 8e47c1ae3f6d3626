// Both ways between facts and words: hover shows, click or Enter goes. Without this script the links still work.
(function () {
  "use strict";
  function words(id) { return document.querySelectorAll('.text [data-f~="' + CSS.escape(id) + '"]'); }
  function clear(name) { document.querySelectorAll("." + name).forEach(function (e) { e.classList.remove(name); }); }
  function light(id, fact) {
    clear("lit");
    words(id).forEach(function (e) { e.classList.add("lit"); });
    if (fact) fact.classList.add("lit");
  }
  function into(e) {
    var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    e.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }
  document.querySelectorAll(".fact").forEach(function (fact) {
    var id = fact.dataset.f;
    fact.addEventListener("mouseenter", function () { words(id).forEach(function (e) { e.classList.add("near"); }); });
    fact.addEventListener("mouseleave", function () { clear("near"); });
    fact.querySelectorAll('a[href^="#w-"]').forEach(function (link) {
      link.addEventListener("click", function (event) {
        var start = document.getElementById(link.getAttribute("href").slice(1));
        var target = start && start.parentElement;
        while (start && !(start.matches && start.matches("[data-f]"))) start = start.nextElementSibling;
        if (!target) return;
        event.preventDefault();
        light(id, fact);
        into(start || target);
        if (start && start.href) start.focus({ preventScroll: true });
        history.replaceState(null, "", link.getAttribute("href"));
      });
    });
  });
  document.querySelectorAll(".text a.m").forEach(function (mark) {
    mark.addEventListener("click", function (event) {
      // Words of several facts: each further click goes to the next of them.
      var ids = mark.dataset.f.split(" ").filter(function (id) { var f = document.getElementById(id); return f && f.closest(".fact"); });
      if (!ids.length) return;
      event.preventDefault();
      var turn = (Number(mark.dataset.turn || -1) + 1) % ids.length;
      mark.dataset.turn = turn;
      var fact = document.getElementById(ids[turn]).closest(".fact");
      var fold = fact.closest("details");
      if (fold) fold.open = true;
      light(ids[turn], fact);
      into(fact);
      var link = fact.querySelector("a");
      if (link) link.focus({ preventScroll: true });
      history.replaceState(null, "", "#" + ids[turn]);
    });
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("h1 a, .time a");
    var fact = link && document.getElementById(link.getAttribute("href").slice(1));
    if (fact && fact.dataset.f) light(fact.dataset.f, fact);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") clear("lit"); });
})();
