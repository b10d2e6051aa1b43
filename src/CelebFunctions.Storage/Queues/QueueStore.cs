using Azure.Storage.Queues;

namespace CelebFunctions.Storage.Queues;

/// <summary>Queues by name.</summary>
public sealed class QueueStore(StorageConnection connection)
{
    private readonly QueueServiceClient _service = StorageClients.Queues(connection);

    public MessageQueue Queue(string name) => new(_service.GetQueueClient(name));
}
