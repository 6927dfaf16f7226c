// Places as boxes in what they lie in: where no shape or position is known, this is all that sources tell of where they are.

import { t } from "../text";
import { inWords, ownName, show, valueOf, type PlaceOf } from "./measure";

interface Box { place: PlaceOf; inner: Box[] }
/** Boxes of one box that are shown at once. */
const SHOWN = 60;

/** What lies in what; of places that lie in each other in a circle the first stands outermost. */
function nested(places: PlaceOf[]): Box[] {
  const boxes = places.map((place): Box => ({ place, inner: [] }));
  const outermost: Box[] = [];
  places.forEach((place, at) => {
    const box = boxes[at];
    if (!box) return;
    const seen = new Set<number>([at]);
    let above = place.parent;
    while (above !== null && !seen.has(above)) { seen.add(above); above = places[above]?.parent ?? null; }
    const isFirst = above !== null && at === Math.min(...seen);
    const parent = place.parent === null || isFirst ? undefined : boxes[place.parent];
    (parent?.inner ?? outermost).push(box);
  });
  return outermost;
}

interface Props { measure: string; words: string; chosen: string; choose: (key: string) => void }

export function Boxes({ places, ...props }: { places: PlaceOf[] } & Props) {
  const most = Math.max(1e-9, ...places.map((place) => valueOf(place.tally, props.measure)));
  return <Row boxes={nested(places)} most={most} label={t("Places in what they lie in")} {...props} />;
}

function Row({ boxes, most, label, ...props }: { boxes: Box[]; most: number; label: string } & Props) {
  const { measure, words, chosen, choose } = props;
  const sorted = [...boxes].sort((one, other) => valueOf(other.place.tally, measure) - valueOf(one.place.tally, measure) || other.place.tally.statements - one.place.tally.statements);
  return (
    <ul class="boxes" aria-label={label}>
      {sorted.slice(0, SHOWN).map(({ place, inner }) => {
        const value = valueOf(place.tally, measure);
        const size = Math.max(8, 40 * Math.sqrt(value / most));
        return (
          <li key={place.key} class={place.has_chosen ? "has-chosen" : ""} style={{ flexGrow: Math.max(1, Math.round((8 * value) / most)) }}>
            <button type="button" class="place" aria-pressed={place.key === chosen} data-key={place.key} title={inWords(place.tally)} onClick={() => choose(place.key)}
              aria-label={`${place.name}${place.level ? ` (${place.level})` : ""}: ${show(value)} ${words}; ${inWords(place.tally)}`}>
              <span class={value > 0 ? "disc" : "disc none"} style={{ inlineSize: `${size}px`, blockSize: `${size}px` }} aria-hidden="true" />
              <span><bdi dir="auto">{ownName(place.name, place.within)}</bdi>{place.level && <span class="faint"> {place.level}</span>} <strong>{show(value)}</strong>{place.has_chosen && <span title={t("who is chosen is told to be here")}> ★</span>}</span>
            </button>
            {inner.length > 0 && <Row boxes={inner} most={most} label={place.name} {...props} />}
          </li>
        );
      })}
      {sorted.length > SHOWN && <li class="faint">{sorted.length - SHOWN} {t("further places are not shown")}</li>}
    </ul>
  );
}
