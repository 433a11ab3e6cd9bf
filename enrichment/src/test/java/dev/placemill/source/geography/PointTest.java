package dev.placemill.source.geography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          # Europe and its borders
          48.8584, 2.2945, FR, Paris, Europe/Paris
          51.5074, -0.1278, GB, London, Europe/London
          47.5596, 7.5886, CH, Basel, Europe/Zurich
          47.5850, 7.5600, FR, Saint-Louis, Europe/Paris
          43.7384, 7.4246, MC, Monaco, Europe/Monaco
          43.7425, 7.4170, FR, Beausoleil, Europe/Paris
          41.9029, 12.4534, VA, Vatican City, Europe/Vatican
          41.8902, 12.4922, IT, Rome, Europe/Rome
          43.9367, 12.4467, SM, San Marino, Europe/San_Marino
          47.1410, 9.5209, LI, Vaduz, Europe/Vaduz
          42.5063, 1.5218, AD, Andorra la Vella, Europe/Andorra
          36.1408, -5.3536, GI, Gibraltar, Europe/Gibraltar
          42.6629, 21.1655, XK, Pristina, Europe/Belgrade
          54.5973, -5.9301, GB, Belfast, Europe/London
          64.1466, -21.9426, IS, Reykjavík, Atlantic/Reykjavik
          55.7558, 37.6173, RU, Moscow, Europe/Moscow
          59.9139, 10.7522, NO, Oslo, Europe/Oslo
          50.4501, 30.5234, UA, Kyiv, Europe/Kyiv
          41.0082, 28.9784, TR, Istanbul, Europe/Istanbul
          28.1235, -15.4363, ES, Las Palmas de Gran Canaria, Atlantic/Canary
          37.7412, -25.6756, PT, Ponta Delgada, Atlantic/Azores
          78.2232, 15.6267, SJ, Longyearbyen, Arctic/Longyearbyen
          54.7104, 20.4522, RU, Kaliningrad, Europe/Kaliningrad
          # America
          40.7580, -73.9855, US, New York City, America/New_York
          40.7736, -73.9566, US, New York City, America/New_York
          40.6782, -73.9442, US, Brooklyn, America/New_York
          41.8781, -87.6298, US, Chicago, America/Chicago
          41.5934, -87.3464, US, Gary, America/Chicago
          39.7392, -104.9903, US, Denver, America/Denver
          33.4484, -112.0740, US, Phoenix, America/Phoenix
          32.7157, -117.1611, US, San Diego, America/Los_Angeles
          32.5149, -117.0382, MX, Tijuana, America/Tijuana
          31.7619, -106.4850, US, El Paso, America/Denver
          31.6904, -106.4245, MX, Juárez, America/Ciudad_Juarez
          21.3069, -157.8583, US, Honolulu, Pacific/Honolulu
          61.2181, -149.9003, US, Anchorage, America/Anchorage
          18.4655, -66.1057, PR, San Juan, America/Puerto_Rico
          45.4215, -75.6972, CA, Ottawa, America/Toronto
          48.4284, -123.3656, CA, Victoria, America/Vancouver
          47.5615, -52.7126, CA, St. John's, America/St_Johns
          19.4326, -99.1332, MX, Mexico City, America/Mexico_City
          -23.5505, -46.6333, BR, São Paulo, America/Sao_Paulo
          -3.1190, -60.0217, BR, Manaus, America/Manaus
          -34.6037, -58.3816, AR, Buenos Aires, America/Argentina/Buenos_Aires
          -33.4489, -70.6693, CL, Santiago, America/Santiago
          -54.8019, -68.3030, AR, Ushuaia, America/Argentina/Ushuaia
          # Asia
          1.2867, 103.8545, SG, Singapore, Asia/Singapore
          1.4655, 103.7578, MY, Johor Bahru, Asia/Kuala_Lumpur
          22.2819, 114.1582, HK, Hong Kong, Asia/Hong_Kong
          22.5431, 114.0579, CN, Shenzhen, Asia/Shanghai
          22.1987, 113.5439, MO, Macau, Asia/Macau
          35.6595, 139.7005, JP, Tokyo, Asia/Tokyo
          37.5665, 126.9780, KR, Seoul, Asia/Seoul
          28.6139, 77.2090, IN, Delhi, Asia/Kolkata
          27.7172, 85.3240, NP, Kathmandu, Asia/Kathmandu
          13.7563, 100.5018, TH, Bangkok, Asia/Bangkok
          25.2048, 55.2708, AE, Dubai, Asia/Dubai
          43.2220, 76.8512, KZ, Almaty, Asia/Almaty
          56.0153, 92.8932, RU, Krasnoyarsk, Asia/Krasnoyarsk
          # Africa
          30.0444, 31.2357, EG, Cairo, Africa/Cairo
          6.5244, 3.3792, NG, Lagos, Africa/Lagos
          -1.2921, 36.8219, KE, Nairobi, Africa/Nairobi
          -26.2041, 28.0473, ZA, Johannesburg, Africa/Johannesburg
          35.8894, -5.3213, ES, Ceuta, Africa/Ceuta
          # Oceania
          -33.8688, 151.2093, AU, Sydney, Australia/Sydney
          -31.9523, 115.8613, AU, Perth, Australia/Perth
          -34.9285, 138.6007, AU, Adelaide, Australia/Adelaide
          -36.8485, 174.7633, NZ, Auckland, Pacific/Auckland
          -18.1248, 178.4501, FJ, Suva, Pacific/Fiji
          """)
  void everyPointHasItsCountryCityAndTimeZone(
      double latitude, double longitude, String country, String city, String zone) {
    SourceAnswer answer = Lookup.point(latitude, longitude);

    assertThat(Lookup.text(answer, Attribute.COUNTRY_CODE)).isEqualTo(country);
    assertThat(Lookup.text(answer, Attribute.CITY)).isEqualTo(city);
    assertThat(Lookup.text(answer, Attribute.TIME_ZONE)).isEqualTo(zone);
    assertThat(ZoneId.getAvailableZoneIds()).contains(zone);
  }

  @Test
  void theSubdivisionIsThatOfTheNearestCity() {
    SourceAnswer answer = Lookup.point(45.764, 4.8357);

    assertThat(Lookup.text(answer, Attribute.STATE)).isEqualTo("Auvergne-Rhône-Alpes");
    assertThat(Lookup.text(answer, Attribute.COUNTRY)).isEqualTo("France");
    Observation city = Lookup.observation(answer, Attribute.CITY);
    assertThat(city.reason()).startsWith("nearest city: Lyon, ").endsWith(" km away");
    assertThat(city.evidence().url()).isEqualTo("https://www.geonames.org/2996944");
    assertThat(city.evidence().source()).isEqualTo("geography");
  }

  @Test
  void theNearerTheBorderTheLessSureIsTheCountry() {
    double inland =
        Lookup.observation(Lookup.point(46.6, 2.5), Attribute.COUNTRY_CODE).probability();
    double atTheBorder =
        Lookup.observation(Lookup.point(43.7425, 7.4170), Attribute.COUNTRY_CODE).probability();

    assertThat(inland).isEqualTo(0.99);
    assertThat(atTheBorder).isLessThan(0.9);
  }

  @Test
  void nothingIsKnownOfTheOpenSea() {
    assertThat(Lookup.point(0, 0)).isInstanceOf(SourceAnswer.NothingKnown.class);
    assertThat(Lookup.point(45, -40)).isInstanceOf(SourceAnswer.NothingKnown.class);
    assertThat(Lookup.point(90, 0)).isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void theEdgesOfTheMapAreNoTrap() {
    assertThat(Lookup.text(Lookup.point(-90, 0), Attribute.COUNTRY_CODE)).isIn("AQ", "-");
    assertThat(Lookup.text(Lookup.point(-16.8, 180), Attribute.COUNTRY_CODE)).isEqualTo("FJ");
    assertThat(Lookup.text(Lookup.point(-16.8, -180), Attribute.COUNTRY_CODE)).isEqualTo("FJ");
    assertThat(Lookup.text(Lookup.point(68, -180), Attribute.COUNTRY_CODE)).isEqualTo("RU");
  }

  @Test
  void coordinatesAreNotObservedWhereTheClientGaveThem() {
    assertThat(Lookup.find(Lookup.point(45.764, 4.8357), Attribute.COORDINATES)).isEmpty();
    assertThat(Lookup.find(Lookup.point(45.764, 4.8357), Attribute.ADDRESS)).isEmpty();
  }
}
