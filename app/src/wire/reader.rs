//! Makes a type of a JSON value: what `serde_json::from_value` does, in half the code. That one also takes a list for a
//! struct and bytes for a text, and has words for everything that can be wrong; serde makes all of it again for each
//! type, and a browser has to load it. Server and browser are built together, so that something is wrong only when one
//! of them is older.

use super::Unreadable;
use leptos::server_fn::serde::{
    Deserializer,
    de::{DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor, value},
    forward_to_deserialize_any,
};
use serde_json::{Map, Number, Value};

pub struct Reader(pub Value);

type Read<T> = Result<T, Unreadable>;

fn number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Read<V::Value> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(whole), ..) => visitor.visit_u64(whole),
        (_, Some(negative), _) => visitor.visit_i64(negative),
        (_, _, Some(broken)) => visitor.visit_f64(broken),
        _ => Err(Unreadable),
    }
}

/// The methods for one kind of value: whatever else stands there can not be read.
macro_rules! only {
    ($($method:ident($($with:ident: $type:ty),*) $pattern:pat => $visitor:ident $read:expr;)+) => {$(
        fn $method<V: Visitor<'de>>(self, $($with: $type,)* $visitor: V) -> Read<V::Value> {
            match self.0 {
                $pattern => $read,
                _ => Err(Unreadable),
            }
        }
    )+};
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(value) => number(&value, visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(list) => visitor.visit_seq(Items(list.into_iter())),
            Value::Object(map) => visitor.visit_map(Entries::of(map)),
        }
    }

    only! {
        deserialize_bool() Value::Bool(value) => visitor visitor.visit_bool(value);
        deserialize_u8() Value::Number(value) => visitor number(&value, visitor);
        deserialize_u16() Value::Number(value) => visitor number(&value, visitor);
        deserialize_u32() Value::Number(value) => visitor number(&value, visitor);
        deserialize_u64() Value::Number(value) => visitor number(&value, visitor);
        deserialize_i8() Value::Number(value) => visitor number(&value, visitor);
        deserialize_i16() Value::Number(value) => visitor number(&value, visitor);
        deserialize_i32() Value::Number(value) => visitor number(&value, visitor);
        deserialize_i64() Value::Number(value) => visitor number(&value, visitor);
        deserialize_f32() Value::Number(value) => visitor number(&value, visitor);
        deserialize_f64() Value::Number(value) => visitor number(&value, visitor);
        deserialize_char() Value::String(text) => visitor visitor.visit_str(&text);
        deserialize_str() Value::String(text) => visitor visitor.visit_str(&text);
        deserialize_string() Value::String(text) => visitor visitor.visit_string(text);
        deserialize_identifier() Value::String(text) => visitor visitor.visit_str(&text);
        deserialize_unit() Value::Null => visitor visitor.visit_unit();
        deserialize_unit_struct(_name: &'static str) Value::Null => visitor visitor.visit_unit();
        deserialize_seq() Value::Array(list) => visitor visitor.visit_seq(Items(list.into_iter()));
        deserialize_tuple(_len: usize) Value::Array(list) => visitor visitor.visit_seq(Items(list.into_iter()));
        deserialize_tuple_struct(_name: &'static str, _len: usize)
            Value::Array(list) => visitor visitor.visit_seq(Items(list.into_iter()));
        deserialize_map() Value::Object(map) => visitor visitor.visit_map(Entries::of(map));
        deserialize_struct(_name: &'static str, _fields: &'static [&'static str])
            Value::Object(map) => visitor visitor.visit_map(Entries::of(map));
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    /// A variant that holds something is a map of one entry; any other is its name.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, holds: Value::Null }),
            Value::Object(map) => {
                let (name, holds) = map.into_iter().next().ok_or(Unreadable)?;
                visitor.visit_enum(Variant { name, holds })
            }
            _ => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf }
}

impl IntoDeserializer<'_, Unreadable> for Reader {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.0.next().map(|item| seed.deserialize(Reader(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries {
    left: serde_json::map::IntoIter,
    value: Value,
}

impl Entries {
    fn of(map: Map<String, Value>) -> Self {
        Self { left: map.into_iter(), value: Value::Null }
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some((key, value)) = self.left.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Reader(Value::String(key))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Reader(self.value.take()))
    }
}

struct Variant {
    name: String,
    holds: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Held;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Held)> {
        let name: value::StringDeserializer<Unreadable> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Held(self.holds)))
    }
}

/// What a variant holds.
struct Held(Value);

impl<'de> VariantAccess<'de> for Held {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        if self.0.is_null() { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        seed.deserialize(Reader(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Read<V::Value> {
        Reader(self.0).deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Read<V::Value> {
        Reader(self.0).deserialize_struct("", fields, visitor)
    }
}
