package io.riskgate.simulator;

import java.util.List;

/** Names and numbers that belong to nobody: mail domains end in {@code .example}, telephone numbers are fictional. */
final class Names {

    private static final List<String> FIRST = List.of(
            "ada", "ben", "carla", "dan", "eva", "finn", "grace", "hugo", "ines", "jack", "kira", "leo", "mia", "noah",
            "olga", "paul", "quinn", "rosa", "sam", "tara", "umar", "vera", "will", "xena", "yara", "zoe");
    private static final List<String> LAST = List.of(
            "adams", "baker", "cole", "diaz", "evans", "fox", "garcia", "hall", "ito", "jones", "klein", "lee", "meyer",
            "novak", "ortiz", "park", "quist", "reed", "silva", "tran", "usman", "voss", "west", "young", "zhang");
    private static final List<String> MAIL =
            List.of("mail.example", "inbox.example", "post.example", "webmail.example", "letter.example");
    private static final List<String> STREETS = List.of(
            "Oak Street",
            "Main Street",
            "Lake Road",
            "Hill Avenue",
            "Mill Lane",
            "Park Row",
            "Station Road",
            "Church Street",
            "Elm Drive",
            "River Walk");
    private static final List<String> CITIES =
            List.of("Springfield", "Riverside", "Fairview", "Georgetown", "Salem", "Clinton", "Ashland", "Dover");

    private Names() {}

    static String localPart(Dice dice) {
        return dice.pick(FIRST) + "." + dice.pick(LAST) + dice.decimals(dice.between(2, 4));
    }

    static String email(Dice dice) {
        return localPart(dice) + "@" + dice.pickEarly(MAIL);
    }

    /** 555-01xx is never given to a subscriber. */
    static String phone(Dice dice) {
        return "+1" + dice.between(201, 989) + "55501" + dice.decimals(2);
    }

    static String street(Dice dice) {
        return dice.pick(STREETS);
    }

    static String city(Dice dice) {
        return dice.pick(CITIES);
    }
}
