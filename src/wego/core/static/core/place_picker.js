// A click on the map puts the pin there: the page is asked for again, with the point of the world's picture.
// Without scripts the search and the links below the map do the same.
"use strict";

const map = document.querySelector("[data-place-map]");
const picture = map.querySelector("svg");

picture.addEventListener("click", (event) => {
  event.preventDefault();
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const [x, y, scale] = map.dataset.frame.split(",").map(Number);
  const point = [x + place.x / scale, y + place.y / scale].map((one) => one.toFixed(2)).join(",");
  location.href = `?${new URLSearchParams({ point, within: map.dataset.within })}#place`;
});
map.classList.add("clickable");
document.querySelector(".place-click").hidden = false;
