//! The leaf that every way in and out passes: takes out what could steer a terminal or hide text.
