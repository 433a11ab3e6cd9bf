package dev.placemill.config;

/// A value somebody gave, and where, in words: "environment variable PLACEMILL_HTTP_PORT".
record GivenValue(String text, String origin) {}
