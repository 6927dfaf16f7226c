import { query, useData } from "../api";
import { filterOf, go } from "../address";
import type { Shown } from "../app";
import { Boxes } from "../map/boxes";
import { Globe, shapeless } from "../map/globe";
import { inWords, measures, usual, type PlaceOf, type PlacesOf } from "../map/measure";
import { PlaceInFull } from "../map/place";
import { useWorld } from "../map/world";
import { Loaded } from "../parts";
import { t } from "../text";

/** Places beside the map that are listed. */
const LISTED = 100;

export function MapView({ values, version }: Shown) {
  const filter = filterOf(values);
  const data = useData<PlacesOf>(`places${query({ ...filter, of: values.sel })}`, version);
  return (
    <div class="map">
      <h1>{t("Map")}</h1>
      <Loaded of={data}>{(told) => <Told told={told} values={values} />}</Loaded>
      {values.spot && <PlaceInFull place={values.spot} filter={filter} version={version} />}
    </div>
  );
}

function Told({ told, values }: { told: PlacesOf; values: Record<string, string> }) {
  const { world } = useWorld();
  const names = measures(told.currencies);
  const tallies = told.places.map((place) => place.tally);
  const measure = names.some(([name]) => name === values.size) ? (values.size ?? "") : usual(tallies, names.map(([name]) => name));
  const words = names.find(([name]) => name === measure)?.[1] ?? "";
  const hasMap = told.spots.length > 0;
  const how = values.how === "map" || values.how === "boxes" ? values.how : hasMap ? "map" : "boxes";
  const choose = (key: string) => { if (key) go("map", { spot: key === values.spot ? "" : key }); };
  const left = told.places.filter((place) => place.unplaced !== null && !told.places.some((other) => other.parent !== null && told.places[other.parent]?.key === place.key && other.unplaced !== null && other.tally.statements === place.tally.statements));
  const noShape = world ? shapeless(world, told.spots) : [];
  if (told.places.length === 0) return <p>{t("No source in this case tells of a place, or the filter leaves none.")}</p>;
  return (
    <>
      <p class="buttons">
        <label>{t("Sized by")} <select value={measure} onChange={(event) => go("map", { size: (event.target as HTMLSelectElement).value })}>
          {names.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select></label>
        <span role="group" aria-label={t("How it is shown")} class="buttons">
          <button type="button" aria-pressed={how === "map"} onClick={() => go("map", { how: "map" })}>{t("On the map")}</button>
          <button type="button" aria-pressed={how === "boxes"} onClick={() => go("map", { how: "boxes" })}>{t("In each other")}</button>
        </span>
      </p>
      {!hasMap && <p class="told-nothing">{t("No source tells a position or a country of any place: they stand in what sources say they lie in.")}</p>}
      {how === "map" ? (
        <div class="with-list">
          <Globe spots={told.spots} measure={measure} words={words} chosen={values.spot ?? ""} choose={choose} />
          <section class="beside" aria-label={t("Not on the map")}>
            <h2>{t("Not on the map")} ({left.length + noShape.length})</h2>
            {left.length + noShape.length === 0 && <p class="faint">{t("Every place that is told stands on it.")}</p>}
            <ul class="plain">
              {noShape.map((spot) => <li key={spot.country}><bdi dir="auto">{spot.name ?? spot.country}</bdi>: <span class="faint">{t("there is no shape of it")}; {inWords(spot.tally)}</span></li>)}
              {left.slice(0, LISTED).map((place) => <Left key={place.key} place={place} chosen={values.spot ?? ""} choose={choose} />)}
            </ul>
            {left.length > LISTED && <p class="faint">{left.length - LISTED} {t("further places are not shown")}</p>}
          </section>
        </div>
      ) : <Boxes places={told.places} measure={measure} words={words} chosen={values.spot ?? ""} choose={choose} />}
      <p class="faint">{t("What lies in a place counts in it, each once.")}
        {told.nowhere.statements > 0 && <> {t("Told of no place")}: {inWords(told.nowhere)}.</>}
        {told.more > 0 && <> {told.more.toLocaleString("en")} {t("further places are not shown")}.</>}</p>
    </>
  );
}

function Left({ place, chosen, choose }: { place: PlaceOf; chosen: string; choose: (key: string) => void }) {
  return (
    <li><button type="button" class="quiet" aria-pressed={place.key === chosen} onClick={() => choose(place.key)}><bdi dir="auto">{place.name}</bdi></button>
      <span class="faint"> {inWords(place.tally)}; {t(place.unplaced ?? "")}</span></li>
  );
}
