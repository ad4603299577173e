//! Reading that lets through what a newer engine may add, so that a bot built today still plays then.

use alloc::{borrow::Cow, vec::Vec};
use core::{fmt, marker::PhantomData};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor, value::CowStrDeserializer},
    forward_to_deserialize_any,
};

use crate::{Note, Reason, UnitId};

/// Reads a struct and skips fields that it does not have, even where its own reader refuses them.
pub(crate) fn known_fields<'de, D, T>(d: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(KnownFields(d))
}

/// Reads notes and skips those whose reason is not known.
pub(crate) fn known_notes<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Note>, D::Error> {
    #[derive(Deserialize)]
    struct Raw<'a> {
        unit: Option<UnitId>,
        #[serde(borrow)]
        why: Cow<'a, str>,
    }
    let raw = Vec::<Raw<'de>>::deserialize(d)?;
    let known = |word: &str| Reason::ALL.iter().copied().find(|r| r.word() == word);
    Ok(raw.into_iter().filter_map(|n| Some(Note { unit: n.unit, why: known(&n.why)? })).collect())
}

struct KnownFields<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for KnownFields<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Filter { fields, visitor, lifetime: PhantomData })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Passes on the known fields of a map.
struct Filter<'de, X> {
    fields: &'static [&'static str],
    visitor: X,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Filter<'de, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Filter { fields: self.fields, visitor: map, lifetime: PhantomData })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Filter<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.visitor.next_key::<Cow<'de, str>>()? {
            if self.fields.contains(&key.as_ref()) {
                let key: CowStrDeserializer<'de, A::Error> = key.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
            self.visitor.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.visitor.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Reason, beacons};
    use alloc::string::String;

    fn start() -> String {
        String::from(include_str!("../../../bots/sdk/examples/start.json"))
    }

    #[test]
    fn a_start_line_may_hold_rules_of_the_future() {
        let plain: beacons::Start = serde_json::from_str(&start()).unwrap();
        let newer = start().replacen("\"rules\":{", "\"rules\":{\"gravity\":[1,{\"x\":2}],", 1);
        assert_ne!(newer, start());
        assert_eq!(serde_json::from_str::<beacons::Start>(&newer).unwrap(), plain);
    }

    #[test]
    fn a_start_line_may_not_lack_a_rule() {
        let cut = start().replacen("\"sight\"", "\"site\"", 1);
        assert!(serde_json::from_str::<beacons::Start>(&cut).is_err());
    }

    #[test]
    fn a_rule_set_may_not_hold_what_nobody_knows() {
        assert!(serde_json::from_str::<beacons::Params>(r#"{"gravity":1}"#).is_err());
    }

    #[test]
    fn notes_with_reasons_of_the_future_are_skipped() {
        let line = include_str!("../../../bots/sdk/examples/tick.json");
        let newer = line.replacen("\"failed\":[", "\"failed\":[{\"unit\":1,\"why\":\"too_sleepy\"},", 1);
        let read: beacons::Observation = serde_json::from_str(&newer).unwrap();
        assert_eq!(read, serde_json::from_str(line).unwrap());
        assert_eq!(read.failed[0].why, Reason::Contested);
    }
}
