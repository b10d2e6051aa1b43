using System.Text.Json.Serialization;

namespace CelebFunctions.Batches.Results;

/// <summary>How a job ended.</summary>
public enum JobStatus
{
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
