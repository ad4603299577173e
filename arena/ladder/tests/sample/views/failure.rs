use ladder::pages::failure::Failure;

pub(crate) fn failure(status: u16) -> Failure {
    match status {
        400 => Failure::Unclear { what: "The page number “<7>” is not a number from 1 on.".to_owned() },
        401 => Failure::Unknown { path: "/account".to_owned() },
        403 => Failure::Forbidden { what: "Only the owner of a bot may rename it.".to_owned() },
        413 => Failure::TooLarge { limit_bytes: 4 << 20 },
        429 => Failure::TooOften {
            what: "You have uploaded 60 times within an hour.".to_owned(),
            retry_after_s: 1_234,
        },
        500 => Failure::Ours { reference: "7f3a91".to_owned() },
        503 => Failure::Unavailable { what: "The disk is full.".to_owned() },
        _ => Failure::NotFound,
    }
}
