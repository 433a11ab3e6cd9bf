import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.BatchesApi;
import org.openapitools.client.api.BatchesApi.APICreateBatchRequest;
import org.openapitools.client.api.BatchesApi.APIReadBatchRequest;
import org.openapitools.client.api.BatchesApi.APIReprocessBatchRequest;
import org.openapitools.client.model.BatchStatus;
import org.openapitools.client.model.Inputs;
import org.openapitools.client.model.InputsAddress;
import org.openapitools.client.model.Item;
import org.openapitools.client.model.BatchWithResults;
import org.openapitools.client.model.BatchToCreate;
import org.openapitools.client.model.PlaceToEnrich;
import org.openapitools.client.model.Reprocessing;

/// The guide's quick start, with the client that openapi-generator makes for Java. Prints the batch it created, and of
/// it and of each batch that is named on the command line every result.
final class QuickStart {
  private static final List<BatchStatus> ENDED = List.of(BatchStatus.COMPLETED, BatchStatus.PARTIAL, BatchStatus.FAILED);
  private static final int PAGE = 2;

  private final BatchesApi api;
  private final String org;

  private QuickStart(BatchesApi api, String org) {
    this.api = api;
    this.org = org;
  }

  public static void main(String[] others) throws ApiException, InterruptedException {
    var client = new ApiClient();
    client.updateBaseUri(System.getenv("PLACEMILL_URL"));
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + System.getenv("PLACEMILL_KEY")));
    new QuickStart(new BatchesApi(client), System.getenv("PLACEMILL_ORG")).run(others);
  }

  private void run(String[] others) throws ApiException, InterruptedException {
    BatchToCreate batch =
        new BatchToCreate()
            .batchName("Quick start in Java")
            .addPlacesItem(
                new PlaceToEnrich()
                    .placeId("store_001")
                    .inputs(
                        new Inputs()
                            .name("Starbucks")
                            .latitude(new BigDecimal("40.7128"))
                            .longitude(new BigDecimal("-74.006"))))
            .addPlacesItem(
                new PlaceToEnrich()
                    .placeId("store_002")
                    .inputs(
                        new Inputs()
                            .name("Waterstones")
                            .address(new InputsAddress("203 Piccadilly, London"))))
            .addPlacesItem(new PlaceToEnrich().placeId("store_003").inputs(new Inputs().name("Nowhere")));
    String once = "java-" + ProcessHandle.current().pid();
    String id =
        api.createBatch(
                APICreateBatchRequest.newBuilder()
                    .org(org)
                    .batchToCreate(batch)
                    .idempotencyKey(once)
                    .build())
            .getBatchId();
    System.out.println("created " + id);
    awaitEnd(id);
    int again =
        api.reprocessBatch(
                APIReprocessBatchRequest.newBuilder()
                    .org(org)
                    .batchId(id)
                    .reprocessing(new Reprocessing().addPlaceIdsItem("store_003"))
                    .build())
            .getReprocessedCount();
    System.out.println("reprocessed " + again);
    show(id);
    for (String other : others) {
      show(other);
    }
  }

  private BatchWithResults read(String id, Integer offset, int limit) throws ApiException {
    return api.readBatch(
        APIReadBatchRequest.newBuilder().org(org).batchId(id).offset(offset).limit(limit).build());
  }

  private void awaitEnd(String id) throws ApiException, InterruptedException {
    while (!ENDED.contains(read(id, null, 0).getStatus())) {
      Thread.sleep(100);
    }
  }

  private void show(String id) throws ApiException, InterruptedException {
    awaitEnd(id);
    List<Item> items = new ArrayList<>();
    List<Item> page;
    do {
      page = read(id, items.size(), PAGE).getResults();
      items.addAll(page);
    } while (page.size() == PAGE);
    for (Item item : items) {
      System.out.printf(
          "%s %s %s %s%n",
          id,
          item.getPlaceId(),
          item.getEnrichmentStatus().getValue(),
          item.getEnrichedData() == null ? "-" : item.getEnrichedData().getWebsite());
    }
  }
}
