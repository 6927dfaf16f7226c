//! `/entities` and what is adjacent to them

use serde_json::json;

use crate::client::{Running, ids};

#[test]
fn an_entity_comes_alone_or_with_its_neighbours() {
    let server = Running::harbour();
    let alone = server.get("/entities/ana?nested=false").ok();
    assert_eq!(alone["properties"]["addressEntity"], json!(["quay"]));
    assert!(alone["properties"].get("ownershipOwner").is_none());
    let nested = server.get("/entities/ana").ok();
    assert_eq!(nested["properties"]["addressEntity"][0]["properties"]["full"], json!(["1 Quay Street, Marenport"]));
    let owned = &nested["properties"]["ownershipOwner"];
    assert_eq!(ids(owned), ["o1", "o2"]);
    assert_eq!(owned[0]["properties"]["asset"][0]["caption"], "Quay Haulage Ltd");
    assert!(owned[0]["properties"].get("owner").is_none(), "the way back is left out");
    assert_eq!(owned[1]["properties"]["asset"][1], "nobody", "who is not there stays an id");
    let tie = server.get("/entities/o1").ok();
    assert_eq!(
        (&tie["properties"]["owner"][0]["id"], &tie["properties"]["asset"][0]["id"]),
        (&json!("ana"), &json!("haulage"))
    );
}

#[test]
fn a_merged_id_leads_on() {
    let server = Running::harbour();
    for (asked, there) in [
        ("/entities/ana-old", "/entities/ana"),
        ("/entities/ana-old/adjacent", "/entities/ana/adjacent"),
        ("/entities/ana-old/adjacent/addressEntity", "/entities/ana/adjacent/addressEntity"),
    ] {
        let reply = server.get(asked);
        assert_eq!(reply.status, 308);
        assert!(reply.head.contains(&format!("location: {}", there.to_lowercase())), "{}", reply.head);
        server.get(there).ok();
    }
}

#[test]
fn neighbours_come_page_by_page() {
    let server = Running::harbour();
    let json = server.get("/entities/ana/adjacent?limit=1").ok();
    assert_eq!(json["entity"]["caption"], "Ana Brandt");
    let adjacent = json["adjacent"].as_object().unwrap();
    assert_eq!(adjacent.keys().collect::<Vec<_>>(), ["addressEntity", "ownershipOwner"]);
    assert_eq!(adjacent["ownershipOwner"]["total"], json!({ "value": 2, "relation": "eq" }));
    assert_eq!(ids(&adjacent["ownershipOwner"]["results"]), ["o1"]);
    let second = server.get("/entities/ana/adjacent/ownershipOwner?limit=1&offset=1").ok();
    assert_eq!((ids(&second["results"]), &second["offset"]), (vec!["o2".to_owned()], &json!(1)));
    assert_eq!(ids(&server.get("/entities/ana/adjacent/ownershipOwner?sort=first_seen").ok()["results"]).len(), 2);
    assert_eq!(server.get("/entities/gravel/adjacent/ownershipOwner").ok()["total"]["value"], 0);
    for missing in ["/entities/ana/adjacent/name", "/entities/ana/adjacent/banana", "/entities/banana/adjacent"] {
        server.get(missing).fault(404);
    }
}
