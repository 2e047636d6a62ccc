// Listens to the preview for all tabs of a browser, which has only a few connections for one host.
'use strict';
var ports = [], last = null, events = null;

function listen() {
  events = new EventSource('/-/events');
  events.onmessage = function (e) {
    last = e.data;
    ports.forEach(function (p) { p.postMessage(last); });
  };
  events.onerror = function () {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 500); // the others it mends by itself
  };
}

onconnect = function (e) {
  ports.push(e.ports[0]);
  if (last) e.ports[0].postMessage(last);
  if (!events) listen();
};
