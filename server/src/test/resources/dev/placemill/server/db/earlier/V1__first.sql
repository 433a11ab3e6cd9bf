CREATE TABLE first_thing (id int PRIMARY KEY);
